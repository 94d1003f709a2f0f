"""The handlers of the REST operations, which register themselves on import."""
