"""rowcheck on GitHub: events and commands, a pull request as a source, and the comments that should stand."""
