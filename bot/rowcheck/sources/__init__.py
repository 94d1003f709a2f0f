"""Read the two versions of a list, from git or from files, and write fixed files."""
