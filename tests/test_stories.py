"""Stories: a base, a head, and what the check says of the difference. One Markdown file each.

A story has the sections `base` (left out where the file is new), `head`, `config` (optional),
`findings`, `counts` (optional) and `fixed` (where a safe fix is offered): fenced blocks. A block
with `crlf` after its fence has such line ends. `pytest --update-stories` rewrites the answers, to
be read before they are committed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from laws import name, names, untouched
from rowcheck import check, config, fixes, hunks, rules
from rowcheck.markdown import lines
from rowcheck.model import Finding, Fix, Report, Severity

FOLDER = Path(__file__).parent / "stories"
STORIES = sorted(FOLDER.rglob("*.md"))
ANSWERS = ("findings", "counts", "fixed")
EVERYWHERE = {
    "leftover-marker",
    "lost-rows",
    "row-schema",
    "row-shape",
    "stray-row",
    "swallowed-line",
    "unknown-table",
}
"""The rules that may speak in every story; the others are tried in their own folders only."""

_SECTION = re.compile(r"^## (\w+)\n\n(~{5,})(\w*)\n(.*?)^\2\n", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Story:
    path: Path
    sections: Mapping[str, str]
    base: str | None
    head: str

    @staticmethod
    def read(path: Path) -> Story:
        found = _SECTION.findall(path.read_text(encoding="utf-8"))
        texts = {name: (_crlf(text) if info == "crlf" else text) for name, _, info, text in found}
        return Story(path, texts, texts.get("base"), texts["head"])

    def check(self, head: str | None = None) -> Report:
        """What is said of the story, or of another outcome of it."""
        settings = config.Settings()
        if "config" in self.sections:
            settings = config.load(self.sections["config"], "rowcheck.yml", lambda path: None, rules.IDS)
        elsewhere = {*rules.IDS} - EVERYWHERE - {self.path.parent.name}
        off: dict[str, Severity] = dict.fromkeys(elsewhere, "off")
        settings = settings._replace(rules={**off, **settings.rules})
        pair = check.Pair("list.md", self.base, self.head if head is None else head)
        return check.check([pair], settings)

    @property
    def lines(self) -> tuple[str, ...]:
        return lines.split(self.head)

    def answers(self) -> dict[str, str]:
        """The answers as they stand in the file."""
        return {name: self.sections[name] for name in ANSWERS if name in self.sections}

    def new_answers(self) -> dict[str, str]:
        """The answers that the check gives; counts only where the story asks for them."""
        report = self.check()
        answers = {"findings": "".join(map(_told, report.findings))}
        if "counts" in self.sections:
            counts = report.counts
            answers["counts"] = (
                f"{counts.added} added, {counts.checked} checked, {counts.not_checked} not checked, "
                f"{report.debt} old\n"
            )
        if safe := [fix for fix in offered(report) if fix.safe]:
            answers["fixed"] = _text(fixes.apply(self.lines, fixes.merge(safe).edits))
        return answers

    def rewrite(self) -> None:
        text = self.path.read_text(encoding="utf-8")
        kept = [match.group() for match in _SECTION.finditer(text) if match[1] not in ANSWERS]
        title = text[: text.index("## ")]
        new = (f"## {name}\n\n~~~~~\n{answer}~~~~~\n" for name, answer in self.new_answers().items())
        self.path.write_text(title + "\n".join([*kept, *new]), encoding="utf-8")


def offered(report: Report) -> list[Fix]:
    return [finding.fix for finding in report.findings if finding.fix]


def _told(finding: Finding) -> str:
    """A finding as a story tells it: its line, and below it the other places it speaks of."""
    related = "".join(f"    {other.line}: {other.message}\n" for other in finding.related)
    return f"{finding.line}: {finding.rule}: {finding.message}\n{related}"


def _text(of: tuple[str, ...]) -> str:
    return "".join(f"{line}\n" for line in of)


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


@cache
def story_at(path: Path) -> Story:
    return Story.read(path)


each_story = pytest.mark.parametrize(
    "path", STORIES, ids=lambda path: str(path.relative_to(FOLDER).with_suffix(""))
)


@each_story
def test_a_story_ends_as_told(path: Path, update_stories: bool) -> None:
    if update_stories:
        Story.read(path).rewrite()
    story = Story.read(path)
    assert "findings" in story.sections, f"{path.name} tells no findings; run pytest --update-stories"
    assert story.answers() == story.new_answers()


@each_story
def test_a_story_is_about_one_rule(path: Path) -> None:
    """The folder names the rule; in the others, such as whose-fault, any rule may speak."""
    about = path.parent.name
    found = {finding.rule for finding in story_at(path).check().findings}
    assert about not in rules.IDS or found <= {about}


@each_story
def test_every_finding_stands_where_it_can_be_commented_on(path: Path) -> None:
    """On a line that the pull request changed, or next to what it removed."""
    story = story_at(path)
    base, head = lines.split(story.base or ""), story.lines
    anchors = hunks.between(base, head).anchors
    assert [finding.line for finding in story.check().findings if finding.line not in anchors] == []


@each_story
def test_an_offered_fix_removes_its_finding_and_nothing_else(path: Path) -> None:
    story = story_at(path)
    report = story.check()
    for finding in report.findings:
        if finding.fix is None:
            continue
        fixed = fixes.apply(story.lines, finding.fix.edits)
        after = story.check(_text(fixed))
        assert names(after)[name(finding)] < names(report)[name(finding)]
        assert names(after) - names(report) == Counter()
        assert untouched(story.lines, fixed, finding.fix)


@each_story
def test_all_fixes_together_remove_their_findings(path: Path) -> None:
    story = story_at(path)
    report = story.check()
    merged = fixes.merge(offered(report))
    after = story.check(_text(fixes.apply(story.lines, merged.edits)))
    gone = Counter(name(finding) for finding in report.findings if finding.fix in merged.taken)
    assert all(names(after)[finding] <= names(report)[finding] - times for finding, times in gone.items())
    assert names(after) - names(report) == Counter()


@each_story
def test_a_story_told_backwards_breaks_nothing(path: Path) -> None:
    """The revert of a pull request is a pull request, too: its rows add up, and it is no crash."""
    story = story_at(path)
    counts = check.check([check.Pair("list.md", story.head, story.base or "")], config.Settings()).counts
    assert counts.added == counts.checked + counts.not_checked


@each_story
def test_what_is_unchanged_is_unblamed(path: Path) -> None:
    story = story_at(path)
    report = check.check([check.Pair("list.md", story.head, story.head)], config.Settings())
    assert (report.findings, report.counts.added) == ((), 0)


def test_every_rule_has_stories() -> None:
    told = {path.parent.name for path in STORIES}
    assert set(rules.IDS) - told == set()
