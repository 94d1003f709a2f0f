"""Everything that is to be seen in one column, the kind of its cells first."""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.inference import kinds, links, prose, templates, values
from rowcheck.inference.evidence import Column
from rowcheck.inference.habit import Habit, Kind
from rowcheck.model import Cell

LINKED = ("link", "links", "image")
_LINKED = 0.05
"""The share of cells with links from which the shown text alone tells too little."""
_HTML, _UNSEEN = 0.5, 0.01
"""The share of cells made of HTML, or of nothing that reads as text, from which a column is judged as it is
written."""


def habits(column: Column, threshold: float) -> tuple[Kind, list[Habit]]:
    """The kind of a column, and its habits; none for a column with too few cells to tell."""
    if len(column.cells) < kinds.FEWEST:
        return Kind(), []
    kind, told = kinds.habits(column, threshold)
    if kind.name == "code" or (kind.name == "text" and not told):
        few = [habit for habit in values.habits(column) if habit.fit.share >= threshold]
        if few:
            return Kind(), [*_filled(column, Kind()), *few]
    if kind.name == "text" and _is_html(column):
        kind, told = Kind("markdown"), []
    inside = [] if told and kind.name == "text" else _inside(column, kind, threshold)
    return kind, [*_filled(column, kind), *told, *inside]


def _filled(column: Column, kind: Kind) -> Iterator[Habit]:
    """That there is always something in the column."""
    if "" in kind.nothing:
        return
    schema = kind.schema if kind.name == "markdown" else {}
    fit = column.judged(schema, required=True)
    if fit.share >= kinds.WORTH:
        yield Habit("required", column.title, f"'{column.title}' is never empty", {}, fit)


def _inside(column: Column, kind: Kind, threshold: float) -> Iterator[Habit]:
    if kind.name in LINKED:
        yield from links.habits(column, kind)
    elif kind.name == "markdown":
        yield from _tags(column)
    elif kind.name == "text":
        found = [] if _has_links(column) else values.habits(column) or templates.habits(column)
        yield from found or prose.habits(column, threshold)


def _has_links(column: Column) -> bool:
    """Whether the text of the cells is not all that they hold."""
    return column.counted(lambda cell: "yes" if cell.links else "")["yes"] >= _LINKED * len(column.cells)


def _is_html(column: Column) -> bool:
    cells = column.counted(_look)
    return cells["tag"] >= _HTML * len(column.cells) or cells["unseen"] >= _UNSEEN * len(column.cells)


def _look(cell: Cell) -> str:
    if cell.source and not cell.text.strip() and not cell.inline.targets:
        return "unseen"
    return "tag" if cell.source.startswith(("<a ", "<img")) else ""


def _tags(column: Column) -> Iterator[Habit]:
    """That cells of HTML begin with a link or an image, or are a word for nothing."""
    value = {"$ref": "rowcheck:markdown", "pattern": '^<(?:a href|img src)="https?://[^"]+"'}
    words = kinds.nothing(column, column.judge(value))
    value["pattern"] = "|".join([value["pattern"], *(f"^{templates.literally(word)}$" for word in words)])
    fit = column.judged(value)
    if fit.share >= kinds.WORTH:
        what = f"a link or an image in HTML{kinds.or_nothing(words)}"
        value["errorMessage"] = f"'{{column}}' should begin with {what}"
        yield Habit("cell", column.title, f"'{column.title}' begins with {what}", value, fit)
