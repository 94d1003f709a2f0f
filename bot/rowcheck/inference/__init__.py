"""Detect the habits of a list's rows: for the rules that need no settings, and for `rowcheck init`."""
