"""The summary comment on a pull request: the verdict, and everything that review comments cannot carry.

It is edited in place, so it contains nothing that changes without a change of the list, such as a time or
a commit. A hidden marker at its end stores the waivers given by command. Text from the list is always
shown as code.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from rowcheck.github.commands import EVERY_ROW, Waiver
from rowcheck.model import Finding, NotChecked, Report, SettingsWarning
from rowcheck.reporters.markdown import LIMIT, SIGNS, code_span, fenced, fitting, table_code
from rowcheck.reporters.wording import place, place_not_checked, verdict_sentence
from rowcheck.text import counted, shortened

_MAX_PATCH = 30_000
_MAX_TABLE = 20_000
_MAX_CELL = 1_000
_MAX_PROBLEMS = 20
_MARKER = re.compile(r"\S+ \*\*rowcheck .*<!-- rowcheck:v1:summary:([A-Za-z0-9_=-]*) -->\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class State:
    """What a summary stores for later runs.

    `refused` are the fingerprints of findings whose lines GitHub refused a comment on.
    """

    waivers: tuple[Waiver, ...] = ()
    refused: frozenset[str] = frozenset()

    def encode(self) -> str:
        """Return the state as Base64, which cannot end an HTML comment."""
        if self == State():
            return ""
        value = {"waived": [asdict(waiver) for waiver in self.waivers], "refused": sorted(self.refused)}
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode("utf-8", "replace")).decode()

    @classmethod
    def decode(cls, text: str) -> State:
        """Return the state of a marker, or an empty one if it is damaged."""
        try:
            value = json.loads(base64.urlsafe_b64decode(text)) if text else {}
            waivers = tuple(Waiver(**entry) for entry in value.get("waived", ()))
            return cls(waivers, frozenset(map(str, value.get("refused", ()))))
        except (binascii.Error, ValueError, TypeError, AttributeError):
            return cls()


@dataclass(frozen=True, slots=True)
class Summary:
    """The content of a summary: `unposted` are the findings without a review comment of their own."""

    report: Report
    unposted: Sequence[Finding] = ()
    patch: str = ""
    settings_changed: Sequence[str] = ()
    settings_verdict: str = ""
    state: State = State()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to report, so that no summary is posted for it."""
        report = self.report
        return not (report.findings or report.not_checked or self.settings_changed or self.state.waivers)


def is_summary(body: str) -> bool:
    """Return whether a comment is a summary; the caller checks its author."""
    return bool(_MARKER.fullmatch(body))


def stored_state(body: str) -> State:
    """Return the state stored in a summary."""
    match = _MARKER.fullmatch(body)
    return State.decode(match[1]) if match else State()


def render(summary: Summary) -> str:
    """Return the text of the comment, at most as long as GitHub accepts."""
    verdict, _, counts = verdict_sentence(summary.report).partition(":")
    parts = [f"{SIGNS[summary.report.verdict]} **rowcheck {verdict}**:{counts}", *_parts(summary)]
    marker = f"<!-- rowcheck:v1:summary:{summary.state.encode()} -->"
    room = LIMIT - len(marker) - 200
    kept: list[str] = []
    for part in parts:
        room -= len(part) + 2
        if room < 0:
            kept.append("… the rest does not fit into this comment; see the step summary of the workflow.")
            break
        kept.append(part)
    return "\n\n".join([*kept, marker])


def _parts(summary: Summary) -> Iterator[str]:
    if summary.settings_changed:
        names = ", ".join(map(code_span, summary.settings_changed))
        yield f"⚠️ This pull request changes {names}. The changes take effect once they are merged."
        verdict, *problems = summary.settings_verdict.splitlines()[:_MAX_PROBLEMS] or [""]
        if verdict:
            listed = "".join(f"\n- {_cell(problem)}" for problem in problems)
            yield f"{verdict}{'' if problems else '.'}\n{listed}".rstrip()
    if summary.unposted:
        yield _table("| | Where | Rule | What |\n| --- | --- | --- | --- |", map(_finding, summary.unposted))
    if summary.report.not_checked:
        yield _table("| Not checked | Why |\n| --- | --- |", map(_not_checked, summary.report.not_checked))
    if summary.report.warnings:
        yield _table("| Settings | What |\n| --- | --- |", map(_settings_warning, summary.report.warnings))
    if summary.patch:
        yield _patch(summary.patch)
    if summary.state.waivers:
        yield _table(
            "| Waived | Row | Reason | By |\n| --- | --- | --- | --- |", map(_waiver, summary.state.waivers)
        )


def _table(header: str, lines: Iterator[str]) -> str:
    rows = list(lines)
    kept = fitting(rows, _MAX_TABLE)
    left_out = len(rows) - len(kept)
    return "\n".join([header, *kept]) + (f"\n\n… {counted(left_out, 'more row')}." if left_out else "")


def _finding(finding: Finding) -> str:
    cells = (place(finding), finding.rule, finding.message)
    return f"| {SIGNS[finding.severity]} | {' | '.join(map(_cell, cells))} |"


def _not_checked(entry: NotChecked) -> str:
    return f"| {_cell(place_not_checked(entry))} | {_cell(entry.reason)} |"


def _settings_warning(warning: SettingsWarning) -> str:
    return f"| {_cell(warning.place)} | {_cell(warning.message)} |"


def _waiver(waiver: Waiver) -> str:
    row = "every row" if waiver.row == EVERY_ROW else _cell(waiver.row)
    reason = _cell(waiver.reason) if waiver.reason else "none given"
    return f"| {_cell(waiver.rule)} | {row} | {reason} | {_cell(waiver.by)} |"


def _cell(text: str) -> str:
    return table_code(shortened(text, _MAX_CELL))


def _patch(patch: str) -> str:
    if len(patch) > _MAX_PATCH:
        return "The patch with the fixes is too long for a comment; run `rowcheck check --fix` instead."
    title = "A patch with all compatible fixes, for <code>git apply</code>"
    # The patch is to be applied, so invisible characters in it are left as they are.
    block = fenced([patch.removesuffix("\n")], "diff")
    return f"<details><summary>{title}</summary>\n\n{block}\n\n</details>"
