"""Mutations of the pipes, cells and spaces of a row."""

from __future__ import annotations

from random import Random

from mutants import habits
from mutants.mutation import Registry, if_visible
from mutants.target import Mutant, Pieces, Target
from rowcheck.model import Row

MUTATIONS = Registry()


@MUTATIONS
def drop_last_pipe(target: Target, chance: Random) -> Mutant | None:
    """Counts where nearly all other rows end with a pipe."""
    return (
        target.with_text(target.text.rstrip()[:-1].rstrip(), counts=habits.mostly(target, _ends))
        if _ends(target.row)
        else None
    )


@MUTATIONS
def drop_first_pipe(target: Target, chance: Random) -> Mutant | None:
    """Counts where nearly all other rows begin with a pipe."""
    return (
        target.with_text(target.text[1:].lstrip(), counts=habits.mostly(target, _begins))
        if _begins(target.row)
        else None
    )


@MUTATIONS
def drop_a_cell(target: Target, chance: Random) -> Mutant | None:
    """Remove any cell. Counts where GitHub renders a difference: not for an empty last cell."""
    cells = target.pieces.cells
    if len(cells) < 2:
        return None
    index = chance.randrange(len(cells))
    return if_visible(target, target.pieces.joined(cells[:index] + cells[index + 1 :]))


@MUTATIONS
def add_a_cell(target: Target, chance: Random) -> Mutant | None:
    """Insert a cell with text anywhere. Always counts, except in rows that were too short."""
    cells = target.pieces.cells
    index = chance.randint(0, len(cells))
    added = chance.choice((" New ", " - ", " 2024 ", " Yes "))
    return target.with_text(
        target.pieces.joined((*cells[:index], added, *cells[index:])), counts=len(cells) >= target.row.width
    )


@MUTATIONS
def swap_two_cells(target: Target, chance: Random) -> Mutant | None:
    """Counts where a cell is not of the kind of its new column, or not one of its few values."""
    cells = target.pieces.cells
    if len(cells) < 2 or len(cells) > target.row.width:
        return None
    one, other = sorted(chance.sample(range(len(cells)), 2))
    if cells[one].strip() == cells[other].strip():
        return None
    swapped = list(cells)
    swapped[one], swapped[other] = cells[other], cells[one]
    return target.with_text(
        target.pieces.joined(swapped),
        counts=_does_not_belong(target, one, other) or _does_not_belong(target, other, one),
    )


@MUTATIONS
def full_width_pipe(target: Target, chance: Random) -> Mutant | None:
    """A pipe of a Chinese or Japanese keyboard. Counts where GitHub renders a difference."""
    return if_visible(target, _one_pipe_as(target, "｜", chance))


@MUTATIONS
def escaped_pipe(target: Target, chance: Random) -> Mutant | None:
    """A backslash before a pipe between two cells. Counts where GitHub renders a difference."""
    return if_visible(target, _one_pipe_as(target, "\\|", chance))


@MUTATIONS
def letter_for_pipe(target: Target, chance: Random) -> Mutant | None:
    """An l, I, slash or broken bar instead of a pipe. Counts where GitHub renders a difference."""
    return if_visible(target, _one_pipe_as(target, chance.choice("lI/¦"), chance))


@MUTATIONS
def doubled_pipe(target: Target, chance: Random) -> Mutant | None:
    """A pipe twice, which is an empty cell. Counts where GitHub renders a difference."""
    return if_visible(target, _one_pipe_as(target, "||", chance))


@MUTATIONS
def pipe_in_the_text(target: Target, chance: Random) -> Mutant | None:
    """A pipe between two words of a cell. Counts where GitHub renders a difference."""
    cells = [index for index, cell in enumerate(target.pieces.cells) if cell.strip().count(" ")]
    if not cells:
        return None
    index = chance.choice(cells)
    words = target.pieces.cells[index].split(" ")
    inner = [at for at in range(1, len(words)) if words[at] and words[at - 1]]
    if not inner:
        return None
    at = chance.choice(inner)
    text = " ".join(words[:at]) + " | " + " ".join(words[at:])
    return if_visible(
        target, target.pieces.joined([*target.pieces.cells[:index], text, *target.pieces.cells[index + 1 :]])
    )


@MUTATIONS
def trailing_spaces(target: Target, chance: Random) -> Mutant | None:
    """Counts where nearly no other row has spaces at its end."""
    return target.with_text(
        target.text + " " * chance.randint(1, 4), counts=habits.mostly(target, _no_trailing_space)
    )


@MUTATIONS
def tab_in_the_row(target: Target, chance: Random) -> Mutant | None:
    """A tab next to a pipe. Counts where nearly no other row has one."""
    return _padded(
        target, "\t", chance, counts=habits.mostly(target, lambda row: "\t" not in row.source[row.start :])
    )


@MUTATIONS
def doubled_padding(target: Target, chance: Random) -> Mutant | None:
    """Two spaces next to a pipe. Counts where nearly all other rows have one on each side."""
    return _padded(target, "  ", chance, counts=habits.mostly(target, _single_spaces))


@MUTATIONS
def no_padding(target: Target, chance: Random) -> Mutant | None:
    """No space next to the pipes. Counts where nearly all other rows have one or more."""
    cells = [cell.strip() for cell in target.pieces.cells]
    return target.with_text(target.pieces.joined(cells), counts=habits.mostly(target, _spaces))


@MUTATIONS
def doubled_space_in_the_text(target: Target, chance: Random) -> Mutant | None:
    """Two spaces between words, which GitHub renders as one. Counts where nearly no other row has them."""
    inner = [
        at
        for at in range(1, len(target.text) - 1)
        if target.text[at] == " " and target.text[at - 1].isalpha() and target.text[at + 1].isalpha()
    ]
    if not inner:
        return None
    at = chance.choice(inner)
    counts = habits.mostly(target, lambda row: not any("  " in cell.source for cell in row.written))
    return target.with_text(target.text[:at] + " " + target.text[at:], counts=counts)


def _one_pipe_as(target: Target, text: str, chance: Random) -> str | None:
    """Replace one of the inner pipes."""
    cells = target.pieces.cells
    if len(cells) < 2:
        return None
    at = chance.randrange(1, len(cells))
    return target.pieces.joined((*cells[: at - 1], cells[at - 1] + text + cells[at], *cells[at + 1 :]))


def _padded(target: Target, padding: str, chance: Random, *, counts: bool) -> Mutant | None:
    cells = list(target.pieces.cells)
    index = chance.randrange(len(cells))
    if not cells[index].strip():
        return None
    cells[index] = padding + cells[index].lstrip()
    return target.with_text(target.pieces.joined(cells), counts=counts)


def _does_not_belong(target: Target, here: int, there: int) -> bool:
    """Return whether the cell of one column does not belong in another."""
    cell = habits.cell_at(target.row, here)
    allowed = habits.enumeration(target, there)
    expected = habits.column_kind(target, there)
    value = cell.source if cell else ""
    return bool(allowed and value not in allowed) or (expected is not None and habits.kind(cell) != expected)


def _begins(row: Row) -> bool:
    return row.raw.startswith("|")


def _ends(row: Row) -> bool:
    return row.raw.endswith("|") and not row.raw.endswith("\\|")


def _no_trailing_space(row: Row) -> bool:
    return row.source == row.source.rstrip()


def _single_spaces(row: Row) -> bool:
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


def _spaces(row: Row) -> bool:
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
