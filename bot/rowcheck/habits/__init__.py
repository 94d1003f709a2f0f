"""What the cells of a column have in common without anybody saying so.

`kinds` tells at a glance what a cell holds, `columns` what nearly all cells of a column are.
"""
