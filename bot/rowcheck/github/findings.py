"""The check of what was gathered from GitHub, and a patch of all that can be fixed. Makes no request."""

from __future__ import annotations

from collections.abc import Collection

from rowcheck.compare.edits import git_patch
from rowcheck.engine import check as flow
from rowcheck.engine import fixing
from rowcheck.engine.check import Pair
from rowcheck.engine.session import Gathered
from rowcheck.model import NotChecked, Report
from rowcheck.sources.encoding import encode

_MOST_TRIES = 15
"""Checks made for a patch: of all fixes together, of each half, each quarter and each eighth.

The first one nearly always holds. With 200 wrong rows a patch takes a hundredth of the time that the
check takes (0.1 s beside 12 s), with 2,000 a thirtieth; so there is no need to bound the fixes in it.
"""


def check(found: Gathered, unlisted: str = "") -> Report:
    """The report on what a session gathered; `unlisted` says why unchanged files were not all read."""
    pairs = [Pair(*pair) for pair in found.pairs]
    missing = [NotChecked("the rest of the list", 0, unlisted)] if unlisted else []
    return flow.check(pairs, found.settings, rest=found.rest, not_checked=[*found.not_checked, *missing])


def patch(found: Gathered, report: Report, waived: Collection[str] = ()) -> str:
    """What `git apply` needs to make the fixes of a report that go together; empty where there is none.

    `report` is what `check` said, `waived` are the fingerprints of findings that stay as they are.
    Files with bytes that are no UTF-8, or with CR at the ends of lines, are left out: a comment
    shows text, and what is copied from it has line feeds.
    """
    pairs = tuple(Pair(*pair) for pair in found.pairs)
    plain = {pair.path for pair in pairs if _is_plain(found.data[pair.path], pair.head)}
    fixed = fixing.together(
        pairs,
        report,
        found.settings,
        found.rest,
        wanted=lambda finding: finding.path in plain and finding.fingerprint not in waived,
        tries=_MOST_TRIES,
    )
    changed = ((old, new) for old, new in zip(pairs, fixed or (), strict=False) if old != new)
    return "".join(_patch(new.path, found.data[new.path], new.head) for _, new in changed)


def _patch(path: str, old: bytes, head: str) -> str:
    new = encode(head, old)
    return "" if new is None else git_patch(path, old.decode(), new.decode())


def _is_plain(data: bytes, text: str) -> bool:
    return b"\r" not in data and encode(text, data) == data
