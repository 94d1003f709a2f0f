"""What a table cell can hold: kinds of values, numbers, dates, links, works and titles."""
