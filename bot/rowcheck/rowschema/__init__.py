"""What a JSON Schema says of a row: reading cells as values, judging them, and saying it to people.

The face of this package is `rowcheck.schemas`; nothing else imports from here.
"""
