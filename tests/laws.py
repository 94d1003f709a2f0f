"""What the laws of fixes compare, in stories and in real lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rowcheck.model import Finding, Fix, Report


def names(report: Report) -> Counter[str]:
    """The findings of a report by name, and how often each is there."""
    return Counter(map(name, report.findings))


def name(finding: Finding) -> str:
    """The fingerprint without the number that tells the faults of one row apart."""
    return finding.fingerprint.partition("-")[0]


def untouched(before: Sequence[str], after: Sequence[str], fix: Fix) -> bool:
    """Whether the lines that no edit names are all there, in their order."""
    edited = {line for edit in fix.edits for line in range(edit.line, edit.end_line + 1)}
    kept = [line for number, line in enumerate(before, 1) if number not in edited]
    rest = iter(after)
    return all(line in rest for line in kept)
