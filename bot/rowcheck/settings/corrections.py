"""The corrected cell, where what was meant is evident.

Candidates are guessed from the cell and from the schema, and the first one under which the column
has no fault is it: a guess can be wrong, but never a correction that is still refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rowcheck.cells import writing
from rowcheck.model import Cell
from rowcheck.settings import references, validator
from rowcheck.settings.plan import Column, Plan


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell's new source; `safe` when it says the same as the old one."""

    source: str
    safe: bool


def correct(
    plan: Plan, row: dict[str, Any], cells: Mapping[str, Cell | None], title: str
) -> Correction | None:
    """The corrected cell of a column with faults; None when no guess cures them all."""
    column = next((column for column in plan.columns.values() if column.title == title), None)
    cell = cells.get(title)
    if column is None or cell is None or not cell.source:
        return None
    for candidate in _candidates(plan, column, cell):
        if candidate.source != cell.source and _fits(candidate.source, cell.source):
            value = column.value(_with(cell, candidate.source))
            if _cures(plan, {**row, column.name: value}, column):
                return candidate
    return None


def _with(cell: Cell, source: str) -> Cell:
    return Cell(source, cell.column, cell.end_column, cell.read)


def _fits(source: str, before: str) -> bool:
    """Whether a cell can hold this: it must stay one cell."""
    return "\n" not in source and source.count("|") <= before.count("|")


def _cures(plan: Plan, row: dict[str, Any], column: Column) -> bool:
    if plan.accepts(row):
        return True
    return not any(broken.path[:1] == (column.name,) for broken in validator.violations(plan.schema, row))


def _candidates(plan: Plan, column: Column, cell: Cell) -> Iterator[Correction]:
    parts = [part for top in references.here(plan.schema) for part in _parts(top, column.name)]
    words = _words(parts)
    if column.kind in ("link", "links"):
        yield from _of_link(cell.source, words)
    elif column.kind in ("text", "markdown"):
        yield from _of_text(cell, words, _examples(parts))
    else:
        yield from _of_figure(cell.text.strip(), column.kind)
    nothing = next((word for word in column.nothing or () if word), None)
    if nothing and writing.means_nothing(cell.text):
        yield Correction(nothing, safe=False)


def _parts(top: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """All the schemas of a column, those of the parts of its value too."""
    for part in references.here(top.get("properties", {}).get(name)):
        yield part
        for inner in (part, part.get("items")):
            if isinstance(inner, dict):
                yield from (deep for sub in _inner(inner) for deep in references.here(sub))


def _inner(schema: Mapping[str, Any]) -> Iterator[Any]:
    for part in references.here(schema):
        yield part.get("properties", {}).get("text")
        yield part.get("properties", {}).get("code")


def _words(parts: Sequence[Mapping[str, Any]]) -> list[str]:
    found = [value for part in parts for value in (*part.get("enum", ()), part.get("const"))]
    return [value for value in dict.fromkeys(found) if isinstance(value, str)]


def _examples(parts: Sequence[Mapping[str, Any]]) -> list[str]:
    return [value for part in parts for value in part.get("examples", ()) if isinstance(value, str)]


def _of_text(cell: Cell, words: Sequence[str], examples: Sequence[str]) -> Iterator[Correction]:
    for same in writing.same_word(cell.source, words):
        yield Correction(same, safe=True)
    for same in writing.same_text(cell.source, examples):
        yield Correction(same, safe=True)
    if near := writing.near_word(cell.source, words):
        yield Correction(near, safe=False)
    if year := writing.full_year(cell.source):
        yield Correction(year, safe=False)


def _of_link(source: str, words: Sequence[str]) -> Iterator[Correction]:
    for link in (source, *writing.links(source)):
        yield Correction(link, safe=True)
        for text in re.findall(r"\[([^\[\]]*)\]\(", link):
            for same in writing.same_word(text, words):
                yield Correction(link.replace(f"[{text}](", f"[{same}]("), safe=True)
            if near := writing.near_word(text, words):
                yield Correction(link.replace(f"[{text}](", f"[{near}]("), safe=False)
    if re.fullmatch(r"<?https?://[^\s<>]+>?", source) and len(words) == 1:
        yield Correction(f"[{words[0]}]({source.strip('<>')})", safe=False)
    if only := writing.only_link(source):
        yield _alone(only, source)
    if re.search(r"\]\((?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/[^\s)]*)?\)", source):
        yield Correction(source.replace("](", "](https://"), safe=False)


def _alone(link: str, source: str) -> Correction:
    """A link without what stood beside it: nothing is lost when that was stray punctuation."""
    return Correction(link, safe=not re.search(r"\w", source.replace(link, "", 1)))


def _of_figure(text: str, kind: str) -> Iterator[Correction]:
    figures = {
        "integer": writing.integers,
        "number": writing.numbers,
        "date": writing.dates,
        "year": writing.years,
    }
    if kind == "code":
        yield Correction(f"`{text}`", safe=True)
    for figure, safe in figures[kind](text) if kind in figures else ():
        yield Correction(figure, safe)
