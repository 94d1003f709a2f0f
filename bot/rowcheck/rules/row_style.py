"""A row is written as the other rows of its table are.

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

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias
from weakref import WeakKeyDictionary

from rowcheck.model import Document, Edit, Fix, Problem, Row
from rowcheck.rules.rule import BLANKS, Rule, TableView

_FEWEST = 5
"""A table with fewer rows has no habit yet."""
_FEW = 10
"""A table with fewer rows is judged together with the document's other tables of the same columns."""
_NEARLY_ALL = 0.97
"""Share of rows that makes a habit. Of rows that real lists accepted, as few break one by design."""


_DOUBLED = re.compile(r"(?<=\S) {2,}(?=\S)")


def check(view: TableView) -> Iterator[Problem]:
    """Yield a problem for each judged row that breaks the table's habit, with the row rewritten."""
    if not view.subjects:
        return
    habit = _habit(_shown(view))
    for row in view.subjects:
        traits = broken(row, habit)
        if traits:
            said = " and ".join(_said(name, habit[name]) for name in traits)
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


def habit_of(rows: Collection[Row]) -> Mapping[str, bool | str]:
    """What nearly all rows have in common, by trait: `leading`, `trailing` (pipes), `padding`, ..."""
    return _habit(_traits(rows))


def broken(row: Row, habit: Mapping[str, bool | str]) -> list[str]:
    """The traits in which a row is unlike a habit."""
    return [name for name, wanted in habit.items() if _TRAITS[name](row) not in (wanted, None)]


_Shown: TypeAlias = Mapping[str, Counter[bool | str]]
"""How often each trait is shown with each value."""

_SHOWN: WeakKeyDictionary[Document, dict[tuple[str, ...], _Shown]] = WeakKeyDictionary()
"""What all tables of a document with the same columns show: each of the small ones asks for it."""


def _shown(view: TableView) -> _Shown:
    """What the rows show that make the habit."""
    if len(view.others) >= _FEW:
        return _traits(view.others)
    columns, known = view.table.columns, _SHOWN.setdefault(view.document, {})
    if columns not in known:
        tables = (table for table in view.document.tables if table.columns == columns)
        known[columns] = _traits([row for table in tables for row in table.rows])
    judged = _traits(view.subjects)
    return {name: values - judged[name] for name, values in known[columns].items()}


def _traits(rows: Collection[Row]) -> dict[str, Counter[bool | str]]:
    return {
        name: Counter(value for row in rows if (value := trait(row)) is not None)
        for name, trait in _TRAITS.items()
    }


def _leading(row: Row) -> bool | None:
    return row.raw.startswith("|")


def _trailing(row: Row) -> bool | None:
    return row.raw.endswith("|") and not row.raw.endswith("\\|")


def _clean_end(row: Row) -> bool | None:
    return row.source == row.source.rstrip(BLANKS)


def _no_tabs(row: Row) -> bool | None:
    return "\t" not in row.source[row.start :]


def _padding(row: Row) -> str | None:
    """How cells are padded: `one` blank each side, `none`, or `mixed`; None if it cannot be told."""
    kinds = _sides(row)
    return kinds.pop() if len(kinds) == 1 else "mixed" if kinds else None


def _spaced(row: Row) -> bool | None:
    """Whether a blank stands beside any cell: where rows are aligned or not, none is written without."""
    return _sides(row) != {"none"}


def _sides(row: Row) -> set[str]:
    """How the text of the cells is set off from the pipes beside it."""
    kinds: set[str] = set()
    end, filled = row.start, False
    for cell in row.written:
        after, before = _gap(row.source[end : cell.column - 1])
        if filled:
            kinds.add(after)
        filled = bool(cell.source)
        if filled:
            kinds.add(before)
        end = cell.end_column - 1
    if filled:
        kinds.add(_gap(row.source[end:])[0])
    kinds.discard("")
    return kinds


@lru_cache(maxsize=1_000)
def _gap(text: str) -> tuple[str, str]:
    """The blanks on both sides of the pipe between two cells, as `_sides` names them."""
    before, pipe, after = text.partition("|")
    names = {"": "none", " ": "one"}
    return (names.get(before, "some"), names.get(after, "some")) if pipe else ("", "")


def _single(row: Row) -> bool | None:
    """Whether no two blanks stand between words; in code they may be meant."""
    return not any(_DOUBLED.search(cell.source) for cell in row.written if "`" not in cell.source)


_TRAITS: Mapping[str, Callable[[Row], bool | str | None]] = {
    "leading": _leading,
    "trailing": _trailing,
    "padding": _padding,
    "spaced": _spaced,
    "single": _single,
    "end": _clean_end,
    "tabs": _no_tabs,
}
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


def _said(name: str, wanted: bool | str) -> str:
    return _SAID[name, wanted]


def _habit(shown: _Shown) -> dict[str, bool | str]:
    """The traits that nearly all rows share, with their value."""
    habit: dict[str, bool | str] = {}
    for name, values in shown.items():
        if values.total() < _FEWEST:
            continue
        ((value, times),) = values.most_common(1)
        if times >= _NEARLY_ALL * values.total() and (name, value) in _SAID:
            habit[name] = value
    if "padding" in habit:
        habit.pop("spaced", None)
    return habit


def _written(row: Row, habit: Mapping[str, bool | str]) -> str:
    """The row in the table's style; what is no habit stays as the row has it."""
    leading = habit.get("leading", _leading(row))
    trailing = habit.get("trailing", _trailing(row))
    pad = "" if habit.get("padding", _padding(row)) == "none" else " "
    text = f"{pad}|{pad}".join(_words(cell.source, single="single" in habit) for cell in row.written)
    text = f"|{pad}{text}" if leading or not row.written[0].source else text
    text = f"{text}{pad}|" if trailing or not row.written[-1].source else text
    return row.source[: row.start] + text


def _words(source: str, *, single: bool) -> str:
    return _DOUBLED.sub(" ", source) if single and "`" not in source else source


RULE = Rule(
    "row-style",
    "padding, outer pipes and spacing against the table's own habit",
    "warning",
    __doc__,
    rows=check,
)
