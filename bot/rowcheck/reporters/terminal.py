"""The report as a compiler prints it: each finding with its row, the cell underlined, and its fix."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from rowcheck.model import Finding, NotChecked, Related, Report
from rowcheck.reporters.diff import DiffLine, diff_lines, head_lines
from rowcheck.reporters.options import Options
from rowcheck.reporters.styled_text import Line, Style, render_lines
from rowcheck.reporters.wording import by_place, heading_path, place, place_not_checked, verdict_sentence
from rowcheck.text import counted, visible, visible_character

MOST_LINES = 6
"""Lines of a span, of a fix or of what was not checked that are shown unless `verbose`."""
TAB_STOP = 4

_STYLES: dict[str, Style] = {"error": "error", "warning": "warning"}
_ELLIPSIS = "…"
_JOINERS = "\u200c\u200d"
_VARIATION_16 = "\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def render(report: Report, options: Options) -> str:
    """Return the report as text; with colour it is the same text, coloured.

    Source lines are cut to `options.width`, sentences are not.
    """
    most = None if options.verbose else MOST_LINES
    return render_lines(_lines(report, options.width, most, options.quiet), colour=options.colour)


def _lines(report: Report, width: int, most: int | None, quiet: bool) -> Iterator[Line]:
    for index, finding in enumerate(by_place(report.findings)):
        if index:
            yield ()
        yield from _finding(finding, report, width, most)
    if quiet:
        return
    if report.findings:
        yield ()
    if most is None:
        for waived in by_place(report.waived):
            yield ((f"{place(waived)}: waived[{waived.rule}]: {visible(waived.message)}", "dim"),)
    yield from _not_checked(report.not_checked, most)
    yield from _summary(report)


def _finding(finding: Finding, report: Report, width: int, most: int | None) -> Iterator[Line]:
    lines = head_lines(finding, report.texts.get(finding.path))
    diff = diff_lines(finding.fix, lines) if finding.fix else ()
    gutter = len(str(max(finding.end_line, finding.line, *(line.line for line in diff))))
    yield (
        (f"{place(finding)}:", "strong"),
        (" ", ""),
        (f"{finding.severity}[{finding.rule}]", _STYLES.get(finding.severity, "")),
        (f": {visible(finding.message)}", "strong"),
    )
    if finding.headings:
        yield _bar(gutter, "┌─ ", heading_path(finding.headings))
    yield from _source(finding, report, gutter, width, most)
    for related in finding.related:
        yield _note(gutter, "note", _related(related, finding.path))
    if finding.fix:
        yield _note(gutter, "fix" if finding.fix.safe else "fix (unsafe)", visible(finding.fix.title))
        yield from _diff(diff, gutter, width, most)


def _source(finding: Finding, report: Report, gutter: int, width: int, most: int | None) -> Iterator[Line]:
    text = report.texts.get(finding.path)
    lines = head_lines(finding, text)
    # Without the file's text, the column where the row begins in its line is not known.
    underline = bool(finding.column) and lines is text and finding.end_line <= finding.line
    span = (finding.column, finding.end_column) if underline else (0, 0)
    numbers = range(finding.line, min(max(finding.line, finding.end_line), len(lines)) + 1)
    for number in numbers[:most]:
        part = excerpt(lines[number - 1], *span, width - gutter - 3)
        yield (f"{number:>{gutter}} │ ", "gutter"), (part.text, "")
        if part.carets:
            carets = (" " * part.indent + "^" * part.carets, _STYLES.get(finding.severity, ""))
            yield (" " * gutter + " │ ", "gutter"), carets
    if len(numbers[:most]) < len(numbers):
        yield _bar(gutter, "│ ", f"… {counted(len(numbers) - len(numbers[:most]), 'more line')}")


def _related(related: Related, path: str) -> str:
    where = f"line {related.line}" if related.path == path else f"{visible(related.path)}:{related.line}"
    return f"{where}: {visible(related.message)}"


def _diff(lines: tuple[DiffLine, ...], gutter: int, width: int, most: int | None) -> Iterator[Line]:
    for line in lines[:most]:
        style: Style = "old" if line.sign == "-" else "new"
        text = excerpt(_with_trailing_dots(line.text), line.column, 0, width - gutter - 3).text
        yield (f"{line.line:>{gutter}} ", "gutter"), (f"{line.sign} {text}".rstrip(), style)
    if len(lines[:most]) < len(lines):
        yield _bar(gutter, "", f"… {counted(len(lines) - len(lines[:most]), 'more line')}")


def _with_trailing_dots(text: str) -> str:
    """Return `text` with visible trailing spaces, since some fixes change nothing else."""
    kept = text.rstrip(" ")
    return kept + "·" * (len(text) - len(kept))


def _not_checked(entries: tuple[NotChecked, ...], most: int | None) -> Iterator[Line]:
    for entry in entries[:most]:
        yield (
            (f"{place_not_checked(entry)}:", "strong"),
            (" ", ""),
            ("not checked", "not-checked"),
            (f": {visible(entry.reason)}", ""),
        )
    if len(entries[:most]) < len(entries):
        yield ((f"… {len(entries) - len(entries[:most])} more not checked (see them with --verbose)", "dim"),)


def _summary(report: Report) -> Iterator[Line]:
    verdict, colon, rest = verdict_sentence(report).partition(":")
    yield (verdict, report.verdict), (colon + rest, "")
    safe = sum(finding.fix.safe for finding in report.findings if finding.fix)
    unsafe = sum(not finding.fix.safe for finding in report.findings if finding.fix)
    ways = [f"{safe} with --fix"] if safe else []
    ways += [f"{unsafe}{' more' if safe else ''} with --fix --unsafe"] if unsafe else []
    if ways:
        yield ((f"can be fixed: {', '.join(ways)}", ""),)


def _bar(gutter: int, mark: str, text: str) -> Line:
    return (" " * (gutter + 1) + mark, "gutter"), (text, "dim")


def _note(gutter: int, word: str, text: str) -> Line:
    return (" " * (gutter + 1) + "= ", "gutter"), (word, "strong"), (f": {text}", "")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A source line cut to the terminal; `carets` (0 for none) are indented by `indent` columns."""

    text: str
    indent: int
    carets: int


def excerpt(line: str, column: int, end_column: int, width: int) -> Excerpt:
    """Return `line` in at most `width` terminal columns, around its characters `column` to `end_column`.

    Columns are 1-based with an exclusive end; 0 means that there is no span. An empty span, or one
    behind the end of the line, gets one caret.
    """
    shown = glyphs(line)
    offsets = [0, *accumulate(columns for _, columns in shown)]
    start = min(max(column - 1, 0), len(line))
    end = min(max(end_column - 1, start), len(line)) if column else start
    low, high = _window(offsets, start, end, max(width, 8))
    left = _ELLIPSIS if low else ""
    right = _ELLIPSIS if high < len(shown) else ""
    text = left + "".join(glyph for glyph, _ in shown[low:high]) + right
    carets = max(1, offsets[min(end, high)] - offsets[start]) if column else 0
    return Excerpt(text, len(left) + offsets[start] - offsets[low], carets)


def _window(offsets: list[int], start: int, end: int, width: int) -> tuple[int, int]:
    """Return the range of characters to show: all, or as many as fit with the span near the middle."""
    total = offsets[-1]
    if total <= width:
        return 0, len(offsets) - 1
    room = width - 2 * len(_ELLIPSIS)
    spare = max(0, room - (offsets[end] - offsets[start]))
    wanted = min(max(0, offsets[start] - spare // 2), max(0, total - room))
    # Zero-width characters at that offset belong to the character that is cut off before them.
    low = min(bisect_right(offsets, offsets[bisect_left(offsets, wanted)]) - 1, start) if wanted else 0
    return low, bisect_right(offsets, offsets[low] + room) - 1


def glyphs(line: str) -> list[tuple[str, int]]:
    """Return what to print for each character of `line`, and how many terminal columns it takes.

    A tab becomes an arrow up to the next tab stop. Widths follow UAX #11 (wide and full-width are 2,
    ambiguous is 1); a joined emoji counts once, as current terminals draw it.
    """
    result: list[tuple[str, int]] = []
    column = 0
    for index, char in enumerate(line):
        if char == "\t":
            width = TAB_STOP - column % TAB_STOP
            shown = "→".ljust(width)
        else:
            shown = visible_character(line, index)
            width = len(shown) if shown != char else _width(line, index, result)
        result.append((shown, width))
        column += width
    return result


def _width(line: str, index: int, before: list[tuple[str, int]]) -> int:
    char = line[index]
    if char.isascii():
        return 1
    previous = line[index - 1] if index else ""
    if char == _VARIATION_16:  # selects the emoji form of the character before, two columns wide
        return 1 if before and before[-1][1] == 1 else 0
    if previous == "\u200d" or (previous and ord(char) in _SKIN_TONES):
        return 0
    if char in _JOINERS or unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
