"""The laws of fixes in real lists, where there is a corpus: in ROWCHECK_CORPUS or beside the checkout.

Every row counts as added, so that there are many fixes.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from laws import untouched
from rowcheck.compare.edits import edit_text
from rowcheck.engine import fixing
from rowcheck.engine.check import Pair, check
from rowcheck.engine.findings import removed
from rowcheck.markdown.documents import split_lines
from rowcheck.model import Report
from rowcheck.settings.settings import Settings

CORPUS = Path(os.environ.get("ROWCHECK_CORPUS", Path(__file__).parents[2] / "shared" / "corpus")) / "md"
SIZES = range(1_000, 40_000)
"""Bytes of the lists to try; each fix costs a check of the complete list."""
EVERY = 6
"""Every sixth list is tried."""

FILES = sorted(path for path in CORPUS.rglob("*.md") if path.stat().st_size in SIZES)[::EVERY]

pytestmark = pytest.mark.skipif(not FILES, reason="no corpus: set ROWCHECK_CORPUS to a folder with md/ in it")
each_list = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")


@each_list
def test_an_offered_fix_removes_its_finding_and_nothing_else(path: Path) -> None:
    before = text_of(path)
    report = checked(before)
    for finding in report.findings:
        if finding.fix is not None:
            after = edit_text(before, finding.fix.edits)
            assert finding.identity in removed(report.findings, checked(after).findings)
            assert untouched(split_lines(before), split_lines(after), finding.fix)


@each_list
def test_all_fixes_remove_findings_and_fixing_again_changes_nothing(path: Path) -> None:
    pair = Pair("list.md", None, text_of(path))
    once = fixing.fix([pair], Settings(), unsafe=True)
    before = checked(pair.head).findings
    assert removed(before, once.report.findings).total() == once.count
    assert len(once.report.findings) == len(before) - once.count
    assert fixing.fix(once.pairs, Settings(), unsafe=True).pairs == once.pairs


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def checked(text: str) -> Report:
    return check([Pair("list.md", None, text)], Settings())
