"""What answers each REST operation; a module registers its own when it is imported."""
