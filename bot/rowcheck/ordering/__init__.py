"""What stands where in a sorted table.

`keys` reads what a cell sorts by, `backbone` judges places, `evident` sees the order that a table has.
"""
