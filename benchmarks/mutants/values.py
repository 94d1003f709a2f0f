"""Mutations of the values of a row: years, enumerations, empty cells."""

from __future__ import annotations

import re
from random import Random

from mutants import habits
from mutants.mutation import Registry
from mutants.target import Mutant, Target

MUTATIONS = Registry()

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@MUTATIONS
def year_as_text(target: Target, chance: Random) -> Mutant | None:
    """`2023` as `soon`, `'23`, `20x3` or in words. Counts where nearly all cells of the column are a year."""
    return _misread(target, "year", ("soon", "'23", "202x", "twenty twenty", "TBA", "20222"), chance)


@MUTATIONS
def number_as_text(target: Target, chance: Random) -> Mutant | None:
    """`60,000` as `many`. Counts where nearly all cells of the column are a number."""
    return _misread(target, "number", ("many", "unknown", "a few", "lots"), chance)


@MUTATIONS
def date_as_text(target: Target, chance: Random) -> Mutant | None:
    """A date as `last week`. Counts where nearly all cells of the column are a date."""
    return _misread(target, "date", ("last week", "soon", "Rolling", "unknown"), chance)


@MUTATIONS
def no_year_in_the_venue(target: Target, chance: Random) -> Mutant | None:
    """`CVPR 2023` as `CVPR`. Counts where nearly all cells of the column have words and a year."""
    places = [
        index
        for index, cell in enumerate(target.row.cells)
        if _YEAR.search(cell.source)
        and not cell.links
        and not _YEAR.fullmatch(cell.text)
        and len(cell.text) < 30
    ]
    if not places:
        return None
    index = chance.choice(places)
    text = _YEAR.sub("", target.row.cells[index].source).strip()
    counts = habits.mostly(
        target, lambda row: bool((cell := habits.cell_at(row, index)) and _YEAR.search(cell.source))
    )
    return target.with_text(target.pieces.with_cell(index, text), counts=counts)


@MUTATIONS
def unknown_value(target: Target, chance: Random) -> Mutant | None:
    """A new word. Counts in a column that repeats a few values."""
    return _other_value(
        target, lambda value: chance.choice(("Perhaps", "TODO", "Varies", "see docs")), chance
    )


@MUTATIONS
def value_in_another_case(target: Target, chance: Random) -> Mutant | None:
    """`yes` for `Yes`. Counts in a column that repeats a few values."""
    return _other_value(target, str.swapcase, chance)


@MUTATIONS
def misspelt_value(target: Target, chance: Random) -> Mutant | None:
    """`Ys` for `Yes`. Counts in a column that repeats a few values."""
    return _other_value(target, lambda value: value[:1] + value[2:], chance)


@MUTATIONS
def emptied_cell(target: Target, chance: Random) -> Mutant | None:
    """Counts where nearly no other cell of the column is empty."""
    filled = [index for index, cell in enumerate(target.row.cells) if cell.source]
    if not filled or len(target.pieces.cells) < 2:
        return None
    index = chance.choice(filled)
    counts = habits.mostly(target, lambda row: bool((cell := habits.cell_at(row, index)) and cell.source))
    return target.with_text(target.pieces.with_cell(index, ""), counts=counts)


@MUTATIONS
def all_cells_empty(target: Target, chance: Random) -> Mutant | None:
    """An empty row. Counts where nearly no other row is empty."""
    if len(target.pieces.cells) < 2:
        return None
    counts = habits.mostly(target, lambda row: any(cell.source for cell in row.cells))
    return target.with_text("|" + "  |" * len(target.pieces.cells), counts=counts)


@MUTATIONS
def template_row(target: Target, chance: Random) -> Mutant | None:
    """The column titles as a row. Always counts."""
    return (
        target.with_text("| " + " | ".join(target.table.columns) + " |")
        if len(target.table.columns) > 1
        else None
    )


def _misread(target: Target, kind: str, words: tuple[str, ...], chance: Random) -> Mutant | None:
    places = [index for index, cell in enumerate(target.row.cells) if habits.kind(cell) == kind]
    if not places:
        return None
    index = chance.choice(places)
    text = target.pieces.with_cell(index, chance.choice(words))
    return target.with_text(text, counts=habits.column_kind(target, index) == kind)


def _other_value(target: Target, change: object, chance: Random) -> Mutant | None:
    assert callable(change)
    places = [index for index, cell in enumerate(target.row.cells) if cell.source and not cell.links]
    known = {index: habits.enumeration(target, index) for index in places}
    wanted = [index for index in places if known[index]] or places
    if not wanted:
        return None
    index = chance.choice(wanted)
    value = str(change(target.row.cells[index].source))
    if not value or value == target.row.cells[index].source:
        return None
    return target.with_text(
        target.pieces.with_cell(index, value), counts=bool(known[index]) and value not in known[index]
    )
