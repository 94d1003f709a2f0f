"""Rows of real lists, broken on purpose, to see what rowcheck makes of them."""
