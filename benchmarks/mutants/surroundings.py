"""Mutations of the lines around a row: blank lines, markers, fences, and rows on two lines."""

from __future__ import annotations

from random import Random

from mutants.mutation import Registry, visibly
from mutants.spot import Mutant, Spot

MUTATIONS = Registry()


@MUTATIONS
def blank_line_before(spot: Spot, chance: Random) -> Mutant | None:
    """Always counts: what follows is no table."""
    return spot.with_lines((spot.indent.rstrip(), spot.row.source))


@MUTATIONS
def blank_line_after(spot: Spot, chance: Random) -> Mutant | None:
    """In the middle of a table. Always counts."""
    if spot.row is spot.table.rows[-1]:
        return None
    return spot.with_lines((spot.row.source, spot.indent.rstrip()))


@MUTATIONS
def far_below_the_table(spot: Spot, chance: Random) -> Mutant | None:
    """The row after one blank line more, with no table above or below. Always counts."""
    last = spot.table.end_line
    lines = list(spot.base)
    lines[last - 1 : last - 1] = [spot.indent.rstrip(), spot.row.source]
    return Mutant(spot.base, tuple(lines))


@MUTATIONS
def indented_by_four(spot: Spot, chance: Random) -> Mutant | None:
    """Counts where the page shows it."""
    return visibly(spot, "    " + spot.text.lstrip())


@MUTATIONS
def indented_by_a_tab(spot: Spot, chance: Random) -> Mutant | None:
    """Counts where the page shows it."""
    return visibly(spot, "\t" + spot.text.lstrip())


@MUTATIONS
def diff_marker(spot: Spot, chance: Random) -> Mutant | None:
    """A row pasted from a diff. Always counts."""
    return visibly(spot, chance.choice(("+", "+ ", "-", "> ")) + spot.text)


@MUTATIONS
def list_marker(spot: Spot, chance: Random) -> Mutant | None:
    """A row as an item of a list. Always counts."""
    return visibly(spot, chance.choice(("- ", "* ", "1. ")) + spot.text)


@MUTATIONS
def conflict_markers(spot: Spot, chance: Random) -> Mutant | None:
    """All three of them. Always counts."""
    return spot.with_lines(
        (
            f"{spot.indent}<<<<<<< HEAD",
            f"{spot.indent}=======",
            spot.row.source,
            f"{spot.indent}>>>>>>> new-row",
        )
    )


@MUTATIONS
def one_conflict_marker(spot: Spot, chance: Random) -> Mutant | None:
    """One that was forgotten. Always counts."""
    marker = chance.choice(("<<<<<<< HEAD", "=======", ">>>>>>> main"))
    lines = [spot.row.source]
    lines.insert(chance.randint(0, 1), spot.indent + marker)
    return spot.with_lines(lines)


@MUTATIONS
def in_a_code_fence(spot: Spot, chance: Random) -> Mutant | None:
    """Always counts."""
    fence = spot.indent + "```"
    return spot.with_lines((fence, spot.row.source, fence))


@MUTATIONS
def in_a_comment(spot: Spot, chance: Random) -> Mutant | None:
    """A comment that was to be taken off. Always counts: it ends the table, and the row is not shown."""
    if spot.row is spot.table.rows[-1]:
        return None
    return spot.with_text(f"<!-- {spot.text.strip()} -->")


@MUTATIONS
def wrapped(spot: Spot, chance: Random) -> Mutant | None:
    """A line break between two words of the row, the rest indented or not. Always counts."""
    inner = [at for at, char in enumerate(spot.text.rstrip()) if char == " " and at > 2]
    if not inner:
        return None
    at = chance.choice(inner)
    indent = spot.indent + chance.choice(("", "  ", "      "))
    return spot.with_lines((spot.indent + spot.text[:at], indent + spot.text[at + 1 :].lstrip()))


@MUTATIONS
def no_line_break_before(spot: Spot, chance: Random) -> Mutant | None:
    """The row on the same line as the one above it. Always counts."""
    rows = spot.table.rows
    index = rows.index(spot.row)
    if index == 0 or rows[index - 1].line != spot.row.line - 1:
        return None
    lines = list(spot.lines)
    lines[spot.at - 1 : spot.at + 1] = [lines[spot.at - 1] + spot.text]
    return Mutant(spot.base, tuple(lines))


@MUTATIONS
def header_again(spot: Spot, chance: Random) -> Mutant | None:
    """The row pasted with a header and a delimiter row above it. Always counts."""
    header, delimiter = (spot.lines[spot.table.line - 1 + step] for step in (0, 1))
    return spot.with_lines((header, delimiter, spot.row.source))


@MUTATIONS
def tabs_for_pipes(spot: Spot, chance: Random) -> Mutant | None:
    """A row pasted from a spreadsheet. Always counts, where there are two cells."""
    cells = [cell.strip() for cell in spot.pieces.cells]
    return spot.with_text("\t".join(cells)) if len(cells) > 1 else None


@MUTATIONS
def as_a_list_item(spot: Spot, chance: Random) -> Mutant | None:
    """A row written as other lists do: `- [Name](url) - what it is`. Always counts."""
    cells = [cell.strip() for cell in spot.pieces.cells if cell.strip()]
    return spot.with_text("- " + " - ".join(cells)) if len(cells) > 1 else None
