"""Mutations of the lines around a row: empty lines, markers, fences, and rows on two lines."""

from __future__ import annotations

from random import Random

from mutants.mutation import Registry, if_visible
from mutants.target import Mutant, Target

MUTATIONS = Registry()


@MUTATIONS
def blank_line_before(target: Target, chance: Random) -> Mutant | None:
    """Always counts: GitHub renders the rest as text."""
    return target.with_lines((target.indent.rstrip(), target.row.source))


@MUTATIONS
def blank_line_after(target: Target, chance: Random) -> Mutant | None:
    """In the middle of a table. Always counts."""
    if target.row is target.table.rows[-1]:
        return None
    return target.with_lines((target.row.source, target.indent.rstrip()))


@MUTATIONS
def far_below_the_table(target: Target, chance: Random) -> Mutant | None:
    """The row below an empty line after the table. Always counts."""
    last = target.table.end_line
    lines = list(target.base)
    lines[last - 1 : last - 1] = [target.indent.rstrip(), target.row.source]
    return Mutant(target.base, tuple(lines))


@MUTATIONS
def indented_by_four(target: Target, chance: Random) -> Mutant | None:
    """Counts where GitHub renders a difference."""
    return if_visible(target, "    " + target.text.lstrip())


@MUTATIONS
def indented_by_a_tab(target: Target, chance: Random) -> Mutant | None:
    """Counts where GitHub renders a difference."""
    return if_visible(target, "\t" + target.text.lstrip())


@MUTATIONS
def diff_marker(target: Target, chance: Random) -> Mutant | None:
    """A row pasted from a diff. Always counts."""
    return if_visible(target, chance.choice(("+", "+ ", "-", "> ")) + target.text)


@MUTATIONS
def list_marker(target: Target, chance: Random) -> Mutant | None:
    """A row as an item of a list. Always counts."""
    return if_visible(target, chance.choice(("- ", "* ", "1. ")) + target.text)


@MUTATIONS
def conflict_markers(target: Target, chance: Random) -> Mutant | None:
    """All three markers. Always counts."""
    return target.with_lines(
        (
            f"{target.indent}<<<<<<< HEAD",
            f"{target.indent}=======",
            target.row.source,
            f"{target.indent}>>>>>>> new-row",
        )
    )


@MUTATIONS
def one_conflict_marker(target: Target, chance: Random) -> Mutant | None:
    """One marker that was forgotten. Always counts."""
    marker = chance.choice(("<<<<<<< HEAD", "=======", ">>>>>>> main"))
    lines = [target.row.source]
    lines.insert(chance.randint(0, 1), target.indent + marker)
    return target.with_lines(lines)


@MUTATIONS
def in_a_code_fence(target: Target, chance: Random) -> Mutant | None:
    """Always counts."""
    fence = target.indent + "```"
    return target.with_lines((fence, target.row.source, fence))


@MUTATIONS
def in_a_comment(target: Target, chance: Random) -> Mutant | None:
    """A row that is commented out. Always counts: it ends the table."""
    if target.row is target.table.rows[-1]:
        return None
    return target.with_text(f"<!-- {target.text.strip()} -->")


@MUTATIONS
def wrapped(target: Target, chance: Random) -> Mutant | None:
    """A line break between two words of the row, the rest indented or not. Always counts."""
    inner = [at for at, char in enumerate(target.text.rstrip()) if char == " " and at > 2]
    if not inner:
        return None
    at = chance.choice(inner)
    indent = target.indent + chance.choice(("", "  ", "      "))
    return target.with_lines((target.indent + target.text[:at], indent + target.text[at + 1 :].lstrip()))


@MUTATIONS
def no_line_break_before(target: Target, chance: Random) -> Mutant | None:
    """The row on the line of the row above it. Always counts."""
    rows = target.table.rows
    index = rows.index(target.row)
    if index == 0 or rows[index - 1].line != target.row.line - 1:
        return None
    lines = list(target.lines)
    lines[target.index - 1 : target.index + 1] = [lines[target.index - 1] + target.text]
    return Mutant(target.base, tuple(lines))


@MUTATIONS
def header_again(target: Target, chance: Random) -> Mutant | None:
    """The row pasted with a header and a delimiter row above it. Always counts."""
    header, delimiter = (target.lines[target.table.line - 1 + step] for step in (0, 1))
    return target.with_lines((header, delimiter, target.row.source))


@MUTATIONS
def tabs_for_pipes(target: Target, chance: Random) -> Mutant | None:
    """A row pasted from a spreadsheet. Always counts, where there are two cells."""
    cells = [cell.strip() for cell in target.pieces.cells]
    return target.with_text("\t".join(cells)) if len(cells) > 1 else None


@MUTATIONS
def as_a_list_item(target: Target, chance: Random) -> Mutant | None:
    """A row written as other lists do: `- [Name](url) - what it is`. Always counts."""
    cells = [cell.strip() for cell in target.pieces.cells if cell.strip()]
    return target.with_text("- " + " - ".join(cells)) if len(cells) > 1 else None
