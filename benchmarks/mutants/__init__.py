"""Rows of real lists, broken on purpose to measure how many of the errors rowcheck reports."""
