"""A report as text for somebody: each reporter is a pure function `Report -> str`."""
