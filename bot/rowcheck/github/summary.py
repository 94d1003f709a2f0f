"""The one comment on the pull request itself: the verdict, and all that no line can carry. Pure.

It is edited in place, so it says nothing that changes without a change of the list, such as the
time or the commit. Text from the list stands in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rowcheck.github.commands import EVERY_ROW
from rowcheck.github.waivers import Memory, Waived, recall, remember
from rowcheck.model import Finding, NotChecked, Report
from rowcheck.reporters.markdown import LIMIT, SIGNS, code_span, fenced, fitting, table_code
from rowcheck.reporters.wording import place, place_not_checked, verdict_sentence
from rowcheck.text import counted, shortened

_LONGEST_PATCH = 30_000
_LONGEST_TABLE = 20_000
_LONGEST_CELL = 1_000
_MARKER = re.compile(r"\S+ \*\*rowcheck .*<!-- rowcheck:v1:summary:([A-Za-z0-9_=-]*) -->\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Summary:
    """What to say: `left` are the findings without a comment on a line, `patch` fixes all that can be."""

    report: Report
    left: Sequence[Finding] = ()
    patch: str = ""
    settings_changed: Sequence[str] = ()
    memory: Memory = field(default_factory=Memory)

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing that anybody would want to hear."""
        report = self.report
        said = (report.findings, report.not_checked, self.settings_changed, self.memory.waived)
        return not any(said)


def is_summary(body: str) -> bool:
    """Whether a comment of ours is the summary."""
    return bool(_MARKER.fullmatch(body))


def memory(body: str) -> Memory:
    """What a summary remembers."""
    found = _MARKER.fullmatch(body)
    return recall(found[1]) if found else Memory()


def render(summary: Summary) -> str:
    """The comment's text."""
    verdict, _, rest = verdict_sentence(summary.report).partition(":")
    parts = [f"{SIGNS[summary.report.verdict]} **rowcheck {verdict}**:{rest}", *_parts(summary)]
    end = f"<!-- rowcheck:v1:summary:{remember(summary.memory)} -->"
    return "\n\n".join([*_fitting(parts, LIMIT - len(end) - 200), end])


def _fitting(parts: Sequence[str], room: int) -> Iterator[str]:
    for part in parts:
        room -= len(part) + 2
        if room < 0:
            yield "… there is more than fits here; see the summary of the workflow's step."
            return
        yield part


def _parts(summary: Summary) -> Iterator[str]:
    if summary.settings_changed:
        names = ", ".join(map(code_span, summary.settings_changed))
        yield f"⚠️ This pull request changes {names}. What it says there counts once it is merged."
    if summary.left:
        rows = [_row(finding) for finding in summary.left]
        yield _table("| | Where | Rule | What |\n| --- | --- | --- | --- |", rows)
    if summary.report.not_checked:
        rows = [_unchecked(entry) for entry in summary.report.not_checked]
        yield _table("| Not checked | Why |\n| --- | --- |", rows)
    if summary.patch:
        yield _patch(summary.patch)
    if summary.memory.waived:
        rows = [_waiver(waived) for waived in summary.memory.waived]
        yield _table("| Waived | Row | Reason | By |\n| --- | --- | --- | --- |", rows)


def _table(head: str, rows: Sequence[str]) -> str:
    kept = fitting(rows, _LONGEST_TABLE)
    more = f"\n\n… {counted(len(rows) - len(kept), 'row')} more." if len(kept) < len(rows) else ""
    return "\n".join([head, *kept]) + more


def _row(finding: Finding) -> str:
    cells = (place(finding), finding.rule, finding.message)
    return f"| {SIGNS[finding.severity]} | {' | '.join(map(_cell, cells))} |"


def _unchecked(entry: NotChecked) -> str:
    return f"| {_cell(place_not_checked(entry))} | {_cell(entry.reason)} |"


def _waiver(waived: Waived) -> str:
    row = "every row" if waived.row == EVERY_ROW else _cell(waived.row)
    reason = _cell(waived.reason) if waived.reason else "none given"
    return f"| {_cell(waived.rule)} | {row} | {reason} | {_cell(waived.by)} |"


def _cell(text: str) -> str:
    return table_code(shortened(text, _LONGEST_CELL))


def _patch(patch: str) -> str:
    """The patch as it stands: it is to be applied, so nothing in it may be made visible."""
    if len(patch) > _LONGEST_PATCH:
        return "The patch with the fixes is too long for a comment; `rowcheck check --fix` makes it."
    title = "A patch with all fixes that go together, for <code>git apply</code>"
    shown = fenced([patch.removesuffix("\n")], "diff")
    return f"<details><summary>{title}</summary>\n\n{shown}\n\n</details>"
