"""Every story has the findings that it states, and the properties of findings and fixes hold in each.

`pytest --update-stories` rewrites the expected answers; review the diff before you commit it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from laws import untouched
from rowcheck import rules
from rowcheck.compare.edits import apply_edits, merge_fixes
from rowcheck.compare.lines import diff_lines
from rowcheck.engine import check
from rowcheck.engine.findings import removed
from rowcheck.markdown.documents import split_lines
from rowcheck.model import Counts
from rowcheck.settings.settings import Settings
from story import FOLDER, STORIES, Story, offered, story_at, text_of

each_story = pytest.mark.parametrize(
    "path", STORIES, ids=lambda path: str(path.relative_to(FOLDER).with_suffix(""))
)


@each_story
def test_a_story_has_its_findings(path: Path, update_stories: bool) -> None:
    if update_stories:
        Story.read(path).rewrite()
    story = Story.read(path)
    assert "findings" in story.sections, f"{path.name} has no findings; run pytest --update-stories"
    assert story.answers() == story.new_answers()


@each_story
def test_a_story_is_about_one_rule(path: Path) -> None:
    """Stories in a folder with the name of a rule have findings of that rule only."""
    about = path.parent.name
    found = {finding.rule for finding in story_at(path).check().findings}
    assert about not in rules.IDS or found <= {about}


@each_story
def test_every_finding_is_on_a_line_that_can_be_commented_on(path: Path) -> None:
    """Such a line was changed, or is next to a removed one."""
    story = story_at(path)
    base, head = split_lines(story.base or ""), story.lines
    anchors = diff_lines(base, head).anchors
    assert [finding.line for finding in story.check().findings if finding.line not in anchors] == []


@each_story
def test_an_offered_fix_removes_its_finding_and_nothing_else(path: Path) -> None:
    story = story_at(path)
    report = story.check()
    for finding in report.findings:
        if finding.fix is not None:
            fixed = apply_edits(story.lines, finding.fix.edits)
            after = story.check(text_of(fixed))
            assert finding.identity in removed(report.findings, after.findings)
            assert untouched(story.lines, fixed, finding.fix)


@each_story
def test_all_fixes_together_remove_their_findings(path: Path) -> None:
    story = story_at(path)
    report = story.check()
    merged = merge_fixes(offered(report))
    after = story.check(text_of(apply_edits(story.lines, merged.edits)))
    expected = Counter(finding.identity for finding in report.findings if finding.fix in merged.taken)
    assert expected <= removed(report.findings, after.findings)


@each_story
def test_the_revert_of_a_story_can_be_checked(path: Path) -> None:
    story = story_at(path)
    counts = check.check([check.Pair("list.md", story.head, story.base or "")], Settings()).counts
    assert counts.added + counts.modified + counts.moved == counts.checked + counts.not_checked


@each_story
def test_an_unchanged_file_has_no_findings(path: Path) -> None:
    story = story_at(path)
    report = check.check([check.Pair("list.md", story.head, story.head)], Settings())
    assert (report.findings, report.counts) == ((), Counts())


def test_every_rule_has_stories() -> None:
    assert set(rules.IDS) - {path.parent.name for path in STORIES} == set()
