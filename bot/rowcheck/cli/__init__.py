"""The command line: parse the arguments, run a command, return the exit status."""
