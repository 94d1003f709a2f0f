"""Where the two versions of a list come from: git, files. The only part that runs git."""
