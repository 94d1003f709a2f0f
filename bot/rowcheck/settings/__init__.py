"""A list's settings and row schemas: reading, validating, and judging a row by them."""
