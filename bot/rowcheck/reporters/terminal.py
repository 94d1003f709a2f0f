"""The report as a compiler would print it: each finding with its row, the cell underlined, and its fix.

Whether to colour, and how wide the terminal is, the caller says; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.model import Finding, Fix, NotChecked, Related, Report
from rowcheck.reporters.diff import DiffLine, diff_lines, head_lines
from rowcheck.reporters.excerpt import excerpt
from rowcheck.reporters.painting import Line, Style, paint
from rowcheck.reporters.visible import visible
from rowcheck.reporters.wording import by_place, heading_path, place, verdict_sentence, where
from rowcheck.text import counted

MOST_LINES = 6
"""How many lines of a span, of a fix, or of what was not checked are shown unless `verbose`."""

_STYLES: dict[str, Style] = {"error": "error", "warning": "warning"}


def render(report: Report, *, colour: bool, width: int, quiet: bool = False, verbose: bool = False) -> str:
    """The report as text; the same with and without colour, apart from the colour.

    `width` is in terminal columns: source lines are cut to it, sentences never. `quiet` gives the
    findings only, `verbose` everything at full length.
    """
    most = None if verbose else MOST_LINES
    return paint(_lines(report, width, most, quiet), colour=colour)


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
        yield from map(_waived, by_place(report.waived))
    yield from _not_checked(report.not_checked, most)
    yield from _summary(report)


def _finding(finding: Finding, report: Report, width: int, most: int | None) -> Iterator[Line]:
    lines = head_lines(finding, report.texts.get(finding.path))
    fixed = diff_lines(finding.fix, lines) if finding.fix else ()
    last = max(finding.end_line, finding.line, *(line.line for line in fixed))
    gutter = len(str(last))
    yield _headline(finding)
    if finding.headings:
        yield _bar(gutter, "┌─ ", heading_path(finding.headings))
    yield from _source(finding, report, gutter, width, most)
    for related in finding.related:
        yield _remark(gutter, "note", _related(related, finding.path))
    if finding.fix:
        yield _remark(gutter, _fix_word(finding.fix), visible(finding.fix.title))
        yield from _diff(fixed, gutter, width, most)


def _headline(finding: Finding) -> Line:
    style = _STYLES.get(finding.severity, "")
    return (
        (f"{place(finding)}:", "strong"),
        (" ", ""),
        (f"{finding.severity}[{finding.rule}]", style),
        (f": {visible(finding.message)}", "strong"),
    )


def _source(finding: Finding, report: Report, gutter: int, width: int, most: int | None) -> Iterator[Line]:
    text = report.texts.get(finding.path)
    lines = head_lines(finding, text)
    # A row alone does not tell where in its line it begins: no place to underline.
    known = bool(finding.column) and lines is text and finding.end_line <= finding.line
    span = (finding.column, finding.end_column) if known else (0, 0)
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


def _fix_word(fix: Fix) -> str:
    return "fix" if fix.safe else "fix (unsafe)"


def _diff(lines: tuple[DiffLine, ...], gutter: int, width: int, most: int | None) -> Iterator[Line]:
    for line in lines[:most]:
        style: Style = "old" if line.sign == "-" else "new"
        text = excerpt(_dotted(line.text), line.column, 0, width - gutter - 3).text
        yield (f"{line.line:>{gutter}} ", "gutter"), (f"{line.sign} {text}".rstrip(), style)
    if len(lines[:most]) < len(lines):
        yield _bar(gutter, "", f"… {counted(len(lines) - len(lines[:most]), 'more line')}")


def _dotted(text: str) -> str:
    """Blanks at the end of a line are what some fixes are about, so they are shown."""
    kept = text.rstrip(" ")
    return kept + "·" * (len(text) - len(kept))


def _waived(finding: Finding) -> Line:
    return ((f"{place(finding)}: waived[{finding.rule}]: {visible(finding.message)}", "dim"),)


def _not_checked(entries: tuple[NotChecked, ...], most: int | None) -> Iterator[Line]:
    for entry in entries[:most]:
        yield (
            (f"{where(entry)}:", "strong"),
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


def _remark(gutter: int, word: str, text: str) -> Line:
    return (" " * (gutter + 1) + "= ", "gutter"), (word, "strong"), (f": {text}", "")
