"""Mutations of what a row says: years, enumerations, empty cells."""

from __future__ import annotations

import re
from random import Random

from mutants import habits
from mutants.mutation import Registry
from mutants.spot import Mutant, Spot

MUTATIONS = Registry()

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@MUTATIONS
def year_as_text(spot: Spot, chance: Random) -> Mutant | None:
    """`2023` as `soon`, `'23`, `20x3` or in words. Counts where nearly all cells of the column are a year."""
    return _misread(spot, "year", ("soon", "'23", "202x", "twenty twenty", "TBA", "20222"), chance)


@MUTATIONS
def number_as_text(spot: Spot, chance: Random) -> Mutant | None:
    """`60,000` as `many`. Counts where nearly all cells of the column are a number."""
    return _misread(spot, "number", ("many", "unknown", "a few", "lots"), chance)


@MUTATIONS
def date_as_text(spot: Spot, chance: Random) -> Mutant | None:
    """A date as `last week`. Counts where nearly all cells of the column are a date."""
    return _misread(spot, "date", ("last week", "soon", "Rolling", "unknown"), chance)


@MUTATIONS
def no_year_in_the_venue(spot: Spot, chance: Random) -> Mutant | None:
    """`CVPR 2023` as `CVPR`. Counts where nearly all cells of the column have words and a year."""
    places = [
        index
        for index, cell in enumerate(spot.row.cells)
        if _YEAR.search(cell.source)
        and not cell.links
        and not _YEAR.fullmatch(cell.text)
        and len(cell.text) < 30
    ]
    if not places:
        return None
    index = chance.choice(places)
    cell = _YEAR.sub("", spot.row.cells[index].source).strip()
    counts = habits.mostly(
        spot, lambda row: bool((it := habits.cell_at(row, index)) and _YEAR.search(it.source))
    )
    return spot.with_text(spot.pieces.put(index, cell), counts=counts)


@MUTATIONS
def unknown_value(spot: Spot, chance: Random) -> Mutant | None:
    """A word that nobody used. Counts in a column of few values, each met again and again."""
    return _other_value(spot, lambda value: chance.choice(("Perhaps", "TODO", "Varies", "see docs")), chance)


@MUTATIONS
def value_in_another_case(spot: Spot, chance: Random) -> Mutant | None:
    """`yes` for `Yes`. Counts in a column of few values, each met again and again."""
    return _other_value(spot, str.swapcase, chance)


@MUTATIONS
def misspelt_value(spot: Spot, chance: Random) -> Mutant | None:
    """`Ys` for `Yes`. Counts in a column of few values, each met again and again."""
    return _other_value(spot, lambda value: value[:1] + value[2:], chance)


@MUTATIONS
def emptied_cell(spot: Spot, chance: Random) -> Mutant | None:
    """Counts where nearly no other cell of the column is empty."""
    filled = [index for index, cell in enumerate(spot.row.cells) if cell.source]
    if not filled or len(spot.pieces.cells) < 2:
        return None
    index = chance.choice(filled)
    counts = habits.mostly(spot, lambda row: bool((cell := habits.cell_at(row, index)) and cell.source))
    return spot.with_text(spot.pieces.put(index, ""), counts=counts)


@MUTATIONS
def all_cells_empty(spot: Spot, chance: Random) -> Mutant | None:
    """A row left blank. Counts where nearly no other row is."""
    if len(spot.pieces.cells) < 2:
        return None
    counts = habits.mostly(spot, lambda row: any(cell.source for cell in row.cells))
    return spot.with_text("|" + "  |" * len(spot.pieces.cells), counts=counts)


@MUTATIONS
def template_row(spot: Spot, chance: Random) -> Mutant | None:
    """The column titles as a row. Always counts."""
    return (
        spot.with_text("| " + " | ".join(spot.table.columns) + " |") if len(spot.table.columns) > 1 else None
    )


def _misread(spot: Spot, kind: str, words: tuple[str, ...], chance: Random) -> Mutant | None:
    places = [index for index, cell in enumerate(spot.row.cells) if habits.kind(cell) == kind]
    if not places:
        return None
    index = chance.choice(places)
    text = spot.pieces.put(index, chance.choice(words))
    return spot.with_text(text, counts=habits.column_kind(spot, index) == kind)


def _other_value(spot: Spot, change: object, chance: Random) -> Mutant | None:
    assert callable(change)
    places = [index for index, cell in enumerate(spot.row.cells) if cell.source and not cell.links]
    known = {index: habits.enumeration(spot, index) for index in places}
    wanted = [index for index in places if known[index]] or places
    if not wanted:
        return None
    index = chance.choice(wanted)
    value = str(change(spot.row.cells[index].source))
    if not value or value == spot.row.cells[index].source:
        return None
    return spot.with_text(
        spot.pieces.put(index, value), counts=bool(known[index]) and value not in known[index]
    )
