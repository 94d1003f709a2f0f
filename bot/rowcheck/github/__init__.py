"""`rowcheck review`: pull requests on GitHub as a source, commands in comments, and the review comments."""
