"""Reporters: pure functions from a report to text, one for each format."""
