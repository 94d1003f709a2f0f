"""The check of what was gathered from GitHub, and a patch of all that can be fixed. Makes no request."""

from __future__ import annotations

from rowcheck import check as flow
from rowcheck import fixes, fixing
from rowcheck.check import Pair
from rowcheck.model import NotChecked, Report
from rowcheck.session import Gathered
from rowcheck.sources.decode import encode

MOST_FIXED = 20
"""Fixes that go into a patch. Putting them together takes more than linear time, and rows are hostile."""


def check(found: Gathered, unlisted: str = "") -> Report:
    """The report on what a session gathered; `unlisted` says why unchanged files were not all read."""
    pairs = [Pair(*pair) for pair in found.pairs]
    missing = [NotChecked("the rest of the list", 0, unlisted)] if unlisted else []
    return flow.check(pairs, found.settings, rest=found.rest, not_checked=[*found.not_checked, *missing])


def patch(found: Gathered, report: Report) -> str:
    """What `git apply` needs to make all verified fixes together; empty where there is none, or too many.

    Files with bytes that are no UTF-8, or with CR at the ends of lines, are left out: a comment
    shows text, and what is copied from it has line feeds.
    """
    if not 0 < sum(finding.fix is not None for finding in report.findings) <= MOST_FIXED:
        return ""
    pairs = [Pair(*pair) for pair in found.pairs if _is_plain(found.data[pair[0]], pair[2])]
    fixed = fixing.fix(pairs, found.settings, found.rest, unsafe=True)
    parts: list[str] = []
    for before, after in zip(pairs, fixed.pairs, strict=True):
        old = found.data[before.path]
        new = encode(after.head, old)
        if new is not None:
            parts.append(fixes.patch(before.path, old.decode(), new.decode()))
    return "".join(parts)


def _is_plain(data: bytes, text: str) -> bool:
    return b"\r" not in data and encode(text, data) == data
