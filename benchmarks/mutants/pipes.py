"""Mutations of a row's pipes, cells and blanks."""

from __future__ import annotations

from random import Random

from mutants import habits
from mutants.mutation import Registry, visibly
from mutants.spot import Mutant, Pieces, Spot
from rowcheck.model import Row

MUTATIONS = Registry()


@MUTATIONS
def drop_last_pipe(spot: Spot, chance: Random) -> Mutant | None:
    """Counts where nearly all other rows end with a pipe."""
    return (
        spot.with_text(spot.text.rstrip()[:-1].rstrip(), counts=habits.mostly(spot, _ends))
        if _ends(spot.row)
        else None
    )


@MUTATIONS
def drop_first_pipe(spot: Spot, chance: Random) -> Mutant | None:
    """Counts where nearly all other rows begin with a pipe."""
    return (
        spot.with_text(spot.text[1:].lstrip(), counts=habits.mostly(spot, _begins))
        if _begins(spot.row)
        else None
    )


@MUTATIONS
def drop_a_cell(spot: Spot, chance: Random) -> Mutant | None:
    """At any place. Counts where the page shows it: not when the last cell was empty."""
    cells = spot.pieces.cells
    if len(cells) < 2:
        return None
    index = chance.randrange(len(cells))
    return visibly(spot, spot.pieces.joined(cells[:index] + cells[index + 1 :]))


@MUTATIONS
def add_a_cell(spot: Spot, chance: Random) -> Mutant | None:
    """At any place, with something in it. Always counts, but in rows that were short."""
    cells = spot.pieces.cells
    index = chance.randint(0, len(cells))
    added = chance.choice((" New ", " - ", " 2024 ", " Yes "))
    return spot.with_text(
        spot.pieces.joined((*cells[:index], added, *cells[index:])), counts=len(cells) >= spot.row.width
    )


@MUTATIONS
def swap_two_cells(spot: Spot, chance: Random) -> Mutant | None:
    """Counts where the cells' kinds differ, and their columns have one kind of cell each; or where a
    column has few values and the other cell is none of them."""
    cells = spot.pieces.cells
    if len(cells) < 2 or len(cells) > spot.row.width:
        return None
    one, other = sorted(chance.sample(range(len(cells)), 2))
    if cells[one].strip() == cells[other].strip():
        return None
    swapped = list(cells)
    swapped[one], swapped[other] = cells[other], cells[one]
    return spot.with_text(
        spot.pieces.joined(swapped), counts=_foreign(spot, one, other) or _foreign(spot, other, one)
    )


@MUTATIONS
def full_width_pipe(spot: Spot, chance: Random) -> Mutant | None:
    """A pipe of a Chinese or Japanese keyboard. Counts where the page shows it."""
    return visibly(spot, _one_pipe_as(spot, "｜", chance))


@MUTATIONS
def escaped_pipe(spot: Spot, chance: Random) -> Mutant | None:
    """A backslash before a pipe between two cells. Counts where the page shows it."""
    return visibly(spot, _one_pipe_as(spot, "\\|", chance))


@MUTATIONS
def letter_for_pipe(spot: Spot, chance: Random) -> Mutant | None:
    """A small l, a capital I, a slash or a broken bar instead of a pipe. Counts where the page shows it."""
    return visibly(spot, _one_pipe_as(spot, chance.choice("lI/¦"), chance))


@MUTATIONS
def doubled_pipe(spot: Spot, chance: Random) -> Mutant | None:
    """A pipe twice, which is an empty cell. Counts where the page shows it."""
    return visibly(spot, _one_pipe_as(spot, "||", chance))


@MUTATIONS
def pipe_in_the_text(spot: Spot, chance: Random) -> Mutant | None:
    """A pipe between two words of a cell. Counts where the page shows it."""
    cells = [index for index, cell in enumerate(spot.pieces.cells) if cell.strip().count(" ")]
    if not cells:
        return None
    index = chance.choice(cells)
    words = spot.pieces.cells[index].split(" ")
    inner = [at for at in range(1, len(words)) if words[at] and words[at - 1]]
    if not inner:
        return None
    at = chance.choice(inner)
    text = " ".join(words[:at]) + " | " + " ".join(words[at:])
    return visibly(
        spot, spot.pieces.joined([*spot.pieces.cells[:index], text, *spot.pieces.cells[index + 1 :]])
    )


@MUTATIONS
def trailing_spaces(spot: Spot, chance: Random) -> Mutant | None:
    """Counts where nearly no other row has blanks after it."""
    return spot.with_text(spot.text + " " * chance.randint(1, 4), counts=habits.mostly(spot, _no_blank_after))


@MUTATIONS
def tab_in_the_row(spot: Spot, chance: Random) -> Mutant | None:
    """A tab beside a pipe. Counts where nearly no other row has one."""
    return _padded(
        spot, "\t", chance, counts=habits.mostly(spot, lambda row: "\t" not in row.source[row.start :])
    )


@MUTATIONS
def doubled_padding(spot: Spot, chance: Random) -> Mutant | None:
    """Two blanks beside a pipe. Counts where nearly all other rows have one on each side."""
    return _padded(spot, "  ", chance, counts=habits.mostly(spot, _one_blank))


@MUTATIONS
def no_padding(spot: Spot, chance: Random) -> Mutant | None:
    """No blank beside the pipes. Counts where nearly all other rows have one or more."""
    cells = [cell.strip() for cell in spot.pieces.cells]
    return spot.with_text(spot.pieces.joined(cells), counts=habits.mostly(spot, _blanks))


@MUTATIONS
def doubled_space_in_the_text(spot: Spot, chance: Random) -> Mutant | None:
    """Two blanks between words. Counts where nearly no other row has them; the page does not show it."""
    inner = [
        at
        for at in range(1, len(spot.text) - 1)
        if spot.text[at] == " " and spot.text[at - 1].isalpha() and spot.text[at + 1].isalpha()
    ]
    if not inner:
        return None
    at = chance.choice(inner)
    counts = habits.mostly(spot, lambda row: not any("  " in cell.source for cell in row.written))
    return spot.with_text(spot.text[:at] + " " + spot.text[at:], counts=counts)


def _one_pipe_as(spot: Spot, text: str, chance: Random) -> str | None:
    """The row with one of its inner pipes written otherwise."""
    cells = spot.pieces.cells
    if len(cells) < 2:
        return None
    at = chance.randrange(1, len(cells))
    return spot.pieces.joined((*cells[: at - 1], cells[at - 1] + text + cells[at], *cells[at + 1 :]))


def _padded(spot: Spot, blanks: str, chance: Random, *, counts: bool) -> Mutant | None:
    cells = list(spot.pieces.cells)
    index = chance.randrange(len(cells))
    if not cells[index].strip():
        return None
    cells[index] = blanks + cells[index].lstrip()
    return spot.with_text(spot.pieces.joined(cells), counts=counts)


def _foreign(spot: Spot, here: int, there: int) -> bool:
    """Whether the cell that stands under one column is none for another."""
    cell = habits.cell_at(spot.row, here)
    known = habits.enumeration(spot, there)
    wanted = habits.column_kind(spot, there)
    value = cell.source if cell else ""
    return bool(known and value not in known) or (wanted is not None and habits.kind(cell) != wanted)


def _begins(row: Row) -> bool:
    return row.raw.startswith("|")


def _ends(row: Row) -> bool:
    return row.raw.endswith("|") and not row.raw.endswith("\\|")


def _no_blank_after(row: Row) -> bool:
    return row.source == row.source.rstrip()


def _one_blank(row: Row) -> bool:
    pieces = Pieces.of(row.raw)
    last = len(pieces.cells) - 1
    return all(
        not cell.strip()
        or (
            (cell[:1] == " " != cell[1:2] or (index == 0 and not pieces.leading))
            and (cell[-1:] == " " != cell[-2:-1] or (index == last and not pieces.trailing))
        )
        for index, cell in enumerate(pieces.cells)
    )


def _blanks(row: Row) -> bool:
    pieces = Pieces.of(row.raw)
    last = len(pieces.cells) - 1
    return len(pieces.cells) > 1 and all(
        not cell.strip()
        or (
            (cell[:1] == " " or (index == 0 and not pieces.leading))
            and (cell[-1:] == " " or (index == last and not pieces.trailing))
        )
        for index, cell in enumerate(pieces.cells)
    )
