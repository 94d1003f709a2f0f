"""How rows are written: outer pipes, spaces around cells, and tabs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias
from weakref import WeakKeyDictionary

from rowcheck.inference import evidence
from rowcheck.inference.evidence import Fit, Habit
from rowcheck.inference.groups import TableGroup
from rowcheck.markdown.tablerow import WHITESPACE
from rowcheck.model import Document, Row, Table

ALIKE = "rows are written alike: "
DOUBLED = re.compile(r"(?<=\S) {2,}(?=\S)")
"""Two or more spaces between words."""

Value: TypeAlias = bool | str
Style: TypeAlias = Mapping[str, Value]
"""What nearly all rows have in common, by the name of the trait."""
_Counts: TypeAlias = Mapping[str, Counter[Value]]


def table_style(document: Document, table: Table, judged: Collection[Row] = ()) -> Style:
    """Return the style of the table's rows, `judged` ones left out.

    A small table is measured together with the document's other tables of the same columns.
    """
    others = [row for row in table.rows if row not in judged]
    if len(others) >= evidence.STYLE_OWN_ROWS:
        return _common(_counts(others))
    counts = _document_counts(document, table.columns)
    left_out = _counts(judged)
    return _common({name: values - left_out[name] for name, values in counts.items()})


def style_of(rows: Collection[Row]) -> Style:
    """Return what nearly all of the rows have in common."""
    return _common(_counts(rows))


def broken(row: Row, style: Style) -> list[str]:
    """Return the traits in which a row differs from a style."""
    return [name for name, value in style.items() if TRAITS[name].of(row) not in (value, None)]


_DOCUMENT_COUNTS: WeakKeyDictionary[Document, dict[tuple[str, ...], _Counts]] = WeakKeyDictionary()
"""Each of a document's small tables needs the counts of all of them."""


def _document_counts(document: Document, columns: tuple[str, ...]) -> _Counts:
    by_columns = _DOCUMENT_COUNTS.setdefault(document, {})
    if columns not in by_columns:
        tables = (table for table in document.tables if table.columns == columns)
        by_columns[columns] = _counts([row for table in tables for row in table.rows])
    return by_columns[columns]


def _counts(rows: Collection[Row]) -> _Counts:
    return {
        name: Counter(value for row in rows if (value := trait.of(row)) is not None)
        for name, trait in TRAITS.items()
    }


def _common(counts: _Counts) -> Style:
    style: dict[str, Value] = {}
    for name, values in counts.items():
        if values.total() < evidence.STYLE_ROWS:
            continue
        ((value, times),) = values.most_common(1)
        if times >= evidence.STYLE_SHARE * values.total() and value in TRAITS[name].habits:
            style[name] = value
    if "padding" in style:
        style.pop("spaced", None)
    return style


def _padding(row: Row) -> str | None:
    """Return `one` (space on each side), `none` or `mixed`; None for a row without text."""
    kinds = _sides(row)
    return kinds.pop() if len(kinds) == 1 else "mixed" if kinds else None


def _sides(row: Row) -> set[str]:
    """Return how the cells with text are set off from the pipes beside them: `one`, `none`, `some`."""
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
    """Return the spaces on both sides of the pipe between two cells, as `_sides` names them."""
    before, pipe, after = text.partition("|")
    names = {"": "none", " ": "one"}
    return (names.get(before, "some"), names.get(after, "some")) if pipe else ("", "")


def _single(row: Row) -> bool:
    # In code, several spaces may be meant.
    return not any(DOUBLED.search(cell.source) for cell in row.written if "`" not in cell.source)


@dataclass(frozen=True, slots=True)
class Trait:
    """One property of a written row, and the values of it that may be a habit.

    `of` returns None for a row that does not show the property.
    """

    of: Callable[[Row], Value | None]
    habits: tuple[Value, ...]


TRAITS: Mapping[str, Trait] = {
    "leading": Trait(lambda row: row.raw.startswith("|"), (True, False)),
    "trailing": Trait(lambda row: row.raw.endswith("|") and not row.raw.endswith("\\|"), (True, False)),
    "padding": Trait(_padding, ("one", "none")),
    "spaced": Trait(lambda row: _sides(row) != {"none"}, (True,)),  # holds for aligned columns, too
    "single": Trait(_single, (True,)),
    "end": Trait(lambda row: row.source == row.source.rstrip(WHITESPACE), (True,)),
    "tabs": Trait(lambda row: "\t" not in row.source[row.start :], (True,)),
}

_PIPES: Mapping[tuple[object, object], str] = {
    (True, True): "a pipe at both ends",
    (False, False): "no pipe at either end",
    (True, False): "a pipe in front only",
    (False, True): "a pipe at the end only",
}
_PADDING: Mapping[object, str] = {"one": "one space around cells", "none": "no space around cells"}


def habits(group: TableGroup) -> Iterator[Habit]:
    """Yield the habit that rows are written as the others of their table, with what most tables share."""
    styles = {table: table_style(document, table) for document, table in group.tables}
    if not any(styles.values()):
        return
    against = (entry.place for entry in group.entries if broken(entry.row, styles[entry.table]))
    fit = Fit(len(group.entries), tuple(against))
    if fit.share >= evidence.WORTH:
        shared = style_of([entry.row for entry in group.entries])
        pipes = _PIPES.get((shared.get("leading"), shared.get("trailing")))
        description = ", ".join(filter(None, (pipes, _PADDING.get(shared.get("padding")))))
        if description:
            sentence = f"{ALIKE}{description}"
        else:
            sentence = "rows are written as the others of their table are"
        yield Habit("style", "", sentence, {"row-style": "warning"}, fit)
