"""From Markdown text to tables, as GitHub renders them: the only part that knows mistune."""
