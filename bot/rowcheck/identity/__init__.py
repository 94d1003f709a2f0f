"""What a link or a title names, whatever it looks like: the same paper, the same repository, the same words.

`works` says what a URL points at, `titles` when two titles are the same or nearly so. Nothing
here opens a connection, reads a file or knows a table.
"""
