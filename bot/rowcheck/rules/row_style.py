"""Pipes, padding or spacing that differ from the table's other rows.

GitHub renders a row the same with or without outer pipes and padding, but a list in one style is
easier to read, edit and merge. The style is whatever nearly all older rows of the table have in
common: outer pipes, spaces around cells, spaces between words, trailing spaces, tabs.

Bad:

    | API | Auth |
    | --- | --- |
    | Ants | No |
    | Bees | No |
    | Cats | No |
    | Dogs | No |
    | Eels | No |
    |Fish|No

Good:

    | API | Auth |
    | --- | --- |
    | Ants | No |
    | Bees | No |
    | Cats | No |
    | Dogs | No |
    | Eels | No |
    | Fish | No |

Not reported: whatever the older rows do not agree on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rowcheck.inference import style
from rowcheck.inference.style import DOUBLED, Style
from rowcheck.model import Edit, Fix, Problem, Row
from rowcheck.rules.rule import TableView, row_rule

_DIFFERENCES: Mapping[tuple[str, bool | str], str] = {
    ("leading", True): "does not begin with a pipe",
    ("leading", False): "begins with a pipe",
    ("trailing", True): "does not end with a pipe",
    ("trailing", False): "ends with a pipe",
    ("padding", "one"): "does not have one space on each side of every cell",
    ("padding", "none"): "has spaces around its cells",
    ("spaced", True): "has no spaces around its cells",
    ("single", True): "has two spaces between words",
    ("end", True): "has trailing spaces",
    ("tabs", True): "contains tabs",
}
"""How a row differs from the style of its table, by trait and value in that style."""


@row_rule("row-style", "warning", __doc__)
def check(view: TableView) -> Iterator[Problem]:
    if not view.subjects:
        return
    table_style = style.table_style(view.document, view.table, view.judged)
    for row in view.subjects:
        traits = style.broken(row, table_style)
        if traits:
            differences = " and ".join(_DIFFERENCES[name, table_style[name]] for name in traits)
            edit = Edit(row.line, row.line, _rewritten(row, table_style))
            yield Problem(
                row.line,
                f"the row {differences}, unlike the table's other rows",
                row,
                key=" ".join(traits),
                column=row.start + 1,
                end_column=len(row.source) + 1,
                fixes=(Fix("Write the row like the others", (edit,), True),),
            )


def _rewritten(row: Row, table_style: Style) -> str:
    """Return the line in the style of the table; traits without a common value are kept."""
    wanted = {
        name: table_style.get(name, style.TRAITS[name].of(row)) for name in ("leading", "trailing", "padding")
    }
    pad = "" if wanted["padding"] == "none" else " "
    sources = [cell.source for cell in row.written]
    if "single" in table_style:
        sources = [source if "`" in source else DOUBLED.sub(" ", source) for source in sources]
    text = f"{pad}|{pad}".join(sources)
    # An empty first or last cell exists only by its outer pipe.
    text = f"|{pad}{text}" if wanted["leading"] or not sources[0] else text
    text = f"{text}{pad}|" if wanted["trailing"] or not sources[-1] else text
    return row.source[: row.start] + text
