"""What changed between two versions of a file: lines, rows, edits."""
