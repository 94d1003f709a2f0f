"""Pipes, padding or spacing that differ from the table's other rows.

GitHub shows the same table with and without outer pipes and padding, but a list in one style is
easier to read, to edit and to merge. The style is not ours: it is what nearly all rows of the
table that were there before have in common, and where they have nothing in common, nothing is
asked. Looked at are the outer pipes, the blanks around cells, blanks after the row and tabs.

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
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rowcheck.inference import style
from rowcheck.inference.style import DOUBLED, Style
from rowcheck.model import Edit, Fix, Problem, Row
from rowcheck.rules.rule import TableView, row_rule


@row_rule("row-style", "warning", __doc__)
def check(view: TableView) -> Iterator[Problem]:
    """Yield a problem for each judged row that breaks the table's habit, with the row rewritten."""
    if not view.subjects:
        return
    habit = style.table_style(view.document, view.table, view.judged)
    for row in view.subjects:
        traits = style.broken(row, habit)
        if traits:
            said = " and ".join(_SAID[name, habit[name]] for name in traits)
            fix = Fix(
                "Write the row as the others are", (Edit(row.line, row.line, _written(row, habit)),), True
            )
            yield Problem(
                row.line,
                f"the row {said}, unlike the table's other rows",
                row,
                key=" ".join(traits),
                column=row.start + 1,
                end_column=len(row.source) + 1,
                fixes=(fix,),
            )


_SAID: Mapping[tuple[str, bool | str], str] = {
    ("leading", True): "does not begin with a pipe",
    ("leading", False): "begins with a pipe",
    ("trailing", True): "does not end with a pipe",
    ("trailing", False): "ends with a pipe",
    ("padding", "one"): "has not one space on either side of each cell",
    ("padding", "none"): "has spaces around its cells",
    ("spaced", True): "has no spaces around its cells",
    ("single", True): "has two spaces between words",
    ("end", True): "ends with blanks",
    ("tabs", True): "has tabs in it",
}


def _written(row: Row, habit: Style) -> str:
    """The row in the table's style; what is no habit stays as the row has it."""
    leading = habit.get("leading", style.TRAITS["leading"].of(row))
    trailing = habit.get("trailing", style.TRAITS["trailing"].of(row))
    pad = "" if habit.get("padding", style.TRAITS["padding"].of(row)) == "none" else " "
    text = f"{pad}|{pad}".join(_words(cell.source, single="single" in habit) for cell in row.written)
    text = f"|{pad}{text}" if leading or not row.written[0].source else text
    text = f"{text}{pad}|" if trailing or not row.written[-1].source else text
    return row.source[: row.start] + text


def _words(source: str, *, single: bool) -> str:
    return DOUBLED.sub(" ", source) if single and "`" not in source else source
