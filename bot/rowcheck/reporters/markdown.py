"""The report as GitHub Markdown for a step summary, and the escaping that all posted Markdown goes through.

Text from a list appears only as code, where it cannot mention, link to or hide anything (GitHub
Flavored Markdown, sections 4.5 and 6.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from rowcheck.model import Finding, NotChecked, Report, SettingsWarning
from rowcheck.reporters.diff import diff_lines, head_lines
from rowcheck.reporters.options import DEFAULT, Options
from rowcheck.reporters.wording import by_place, heading_path, place, place_not_checked, verdict_sentence
from rowcheck.text import counted, shortened, visible

LIMIT = 65_536
"""Characters that GitHub accepts in one comment."""

SIGNS: Mapping[str, str] = MappingProxyType(
    {"passed": "✅", "failed": "❌", "not-checked": "⚠️", "error": "❌", "warning": "⚠️"}
)
"""The sign shown before a verdict or a severity."""

_ZERO_WIDTH_SPACE = "\u200b"
_TABLE_HEAD = "| | Where | Rule | What |\n| --- | --- | --- | --- |\n"
_LONGEST_ROW = 2_000
_ROOM_FOR_NOTES = 300


def render(report: Report, options: Options = DEFAULT, *, limit: int = LIMIT) -> str:
    """Return the verdict, a table of findings and each finding folded, in at most `limit` characters.

    The report is cut between findings and states how many were left out.
    """
    verdict, _, rest = verdict_sentence(report).partition(":")
    head = f"{SIGNS[report.verdict]} **{verdict}**:{rest}\n"
    findings = by_place(report.findings)
    rows = [
        *map(_finding_row, findings),
        *map(_not_checked_row, report.not_checked),
        *map(_settings_row, report.warnings),
    ]
    room = limit - len(head) - len(_TABLE_HEAD) - _ROOM_FOR_NOTES
    table = fitting(rows, room)
    details = fitting([_details(finding, report) for finding in findings], room - sum(map(len, table)))
    parts = [head]
    if rows:
        parts += ["\n", _TABLE_HEAD, *table]
    if len(table) < len(rows):
        parts.append(f"\n… {len(rows) - len(table)} more are not shown here.\n")
    parts += details
    if len(details) < len(findings):
        parts.append(f"\n… {counted(len(findings) - len(details), 'finding')} without details here.\n")
    return "".join(parts)


def code_span(text: str) -> str:
    """Return `text`, made visible, as inline code.

    A zero-width space breaks mentions, issue numbers and comment openers, which mail clients and bots
    would otherwise interpret outside GitHub's page.
    """
    shown = re.sub(r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=<)(?=!--)", _ZERO_WIDTH_SPACE, visible(text))
    fence = "`" * (_longest_backticks(shown) + 1)
    # One space on each side is stripped when rendered; without it a backtick would join the fence.
    padded = f" {shown} " if not shown or shown[0] in "` " or shown[-1] in "` " else shown
    return f"{fence}{padded}{fence}"


def table_code(text: str) -> str:
    """Return `code_span(text)` for a table cell, where a pipe is escaped even in code (section 4.10)."""
    return code_span(text).replace("|", "\\|")


def code_block(lines: Sequence[str], language: str = "") -> str:
    """Return the lines, each made visible, as a fenced code block; an HTML comment in them is broken."""
    shown = [re.sub("<(?=!--)", f"<{_ZERO_WIDTH_SPACE}", visible(line)) for line in lines]
    return fenced(shown, language)


def fenced(lines: Sequence[str], language: str = "") -> str:
    """Return the lines unchanged as a fenced code block, for GitHub or git to apply."""
    fence = "`" * max(3, _longest_backticks("\n".join(lines)) + 1)
    return "\n".join([fence + language, *lines, fence])


def fitting(parts: Sequence[str], room: int) -> list[str]:
    """Return as many of the first `parts` as fit together in `room` characters."""
    kept: list[str] = []
    for part in parts:
        room -= len(part)
        if room < 0:
            break
        kept.append(part)
    return kept


def _finding_row(finding: Finding) -> str:
    where, rule, message = map(table_code, (place(finding), finding.rule, finding.message))
    return f"| {SIGNS[finding.severity]} {finding.severity} | {where} | {rule} | {message} |\n"


def _not_checked_row(entry: NotChecked) -> str:
    return f"| ⚠️ not checked | {table_code(place_not_checked(entry))} | | {table_code(entry.reason)} |\n"


def _settings_row(warning: SettingsWarning) -> str:
    return f"| ⚠️ settings | {table_code(warning.place)} | | {table_code(warning.message)} |\n"


def _details(finding: Finding, report: Report) -> str:
    return "\n" + "\n\n".join(_paragraphs(finding, report)) + "\n"


def _paragraphs(finding: Finding, report: Report) -> Iterator[str]:
    # The summary element is HTML: it holds no text from the list.
    yield f"<details><summary>{finding.severity}: {finding.rule}, line {finding.line}</summary>"
    if finding.headings:
        yield code_span(heading_path(finding.headings))
    yield code_span(finding.message)
    if finding.row:
        yield code_block([shortened(finding.row, _LONGEST_ROW)], "markdown")
    for related in finding.related:
        yield f"{code_span(f'{related.path}:{related.line}')}: {code_span(related.message)}"
    if finding.fix:
        yield f"{'Fix' if finding.fix.safe else 'Fix (unsafe)'}: {code_span(finding.fix.title)}"
        diff = diff_lines(finding.fix, head_lines(finding, report.texts.get(finding.path)))
        if diff:
            yield code_block([f"{line.sign}{shortened(line.text, _LONGEST_ROW)}" for line in diff], "diff")
    yield "</details>"


def _longest_backticks(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
