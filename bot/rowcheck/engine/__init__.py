"""The check itself, from two texts to a report, and one run of it over a source."""
