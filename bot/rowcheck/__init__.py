"""rowcheck checks what a pull request adds to the tables of a curated list.

Nothing is imported here, so that `rowcheck --help` and a run with nothing to check stay fast.
"""
