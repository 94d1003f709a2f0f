"""The report as GitHub Markdown, for a step summary: the verdict, a table, and each finding unfolded.

Whatever comes from the list stands in code, where it can neither mention, link nor hide anything.
Review comments on the lines are not made here.
"""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.model import Finding, NotChecked, Report
from rowcheck.reporters.diff import diff_lines, head_lines
from rowcheck.reporters.markup import LIMIT, SIGNS, code_block, code_span, fitting, table_code
from rowcheck.reporters.wording import by_place, heading_path, place, verdict_sentence, where
from rowcheck.text import counted, shortened

_TABLE_HEAD = "| | Where | Rule | What |\n| --- | --- | --- | --- |\n"
_LONGEST_ROW = 2_000
_ROOM_FOR_ENDS = 300


def render(report: Report, limit: int = LIMIT) -> str:
    """The report in at most `limit` characters, cut between findings; it says how many were left out."""
    verdict, _, rest = verdict_sentence(report).partition(":")
    head = f"{SIGNS[report.verdict]} **{verdict}**:{rest}\n"
    findings = by_place(report.findings)
    rows = [*map(_row, findings), *map(_unchecked, report.not_checked)]
    room = limit - len(head) - len(_TABLE_HEAD) - _ROOM_FOR_ENDS
    table = fitting(rows, room)
    blocks = fitting([_block(finding, report) for finding in findings], room - sum(map(len, table)))
    return head + "".join(_body(rows, table, blocks, len(findings)))


def _body(rows: list[str], table: list[str], blocks: list[str], folds: int) -> Iterator[str]:
    if rows:
        yield "\n" + _TABLE_HEAD + "".join(table)
    if len(table) < len(rows):
        yield f"\n… {len(rows) - len(table)} more are not shown here.\n"
    yield from blocks
    if len(blocks) < folds:
        yield f"\n… {counted(folds - len(blocks), 'finding')} without details here.\n"


def _row(finding: Finding) -> str:
    cells = (
        f"{SIGNS[finding.severity]} {finding.severity}",
        *map(table_code, (place(finding), finding.rule, finding.message)),
    )
    return f"| {' | '.join(cells)} |\n"


def _unchecked(entry: NotChecked) -> str:
    return f"| ⚠️ not checked | {table_code(where(entry))} | | {table_code(entry.reason)} |\n"


def _block(finding: Finding, report: Report) -> str:
    return "\n" + "\n\n".join(_paragraphs(finding, report)) + "\n"


def _paragraphs(finding: Finding, report: Report) -> Iterator[str]:
    lines = head_lines(finding, report.texts.get(finding.path))
    # The summary of a fold is HTML: only words of our own and numbers stand in it.
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
        changed = diff_lines(finding.fix, lines)
        if changed:
            yield code_block([f"{line.sign}{shortened(line.text, _LONGEST_ROW)}" for line in changed], "diff")
    yield "</details>"
