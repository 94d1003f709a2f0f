"""Stories: Markdown files with a base, a head and the expected findings.

The sections of a story are fenced blocks: `base` (none for a new file), `head`, `config` (optional),
`findings`, `counts` (optional) and `fixed` (if there are safe fixes). A block with `crlf` after its fence
has CRLF line endings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from rowcheck import rules
from rowcheck.compare.edits import apply_edits, merge_fixes
from rowcheck.engine import check
from rowcheck.markdown.documents import split_lines
from rowcheck.model import Finding, Fix, Report, Severity
from rowcheck.settings.settings import Settings, load_settings

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
"""Rules that run in every story; all others run in the folder of their name only."""

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
        """Check the story, or another head against its base."""
        settings = Settings()
        if "config" in self.sections:
            settings = load_settings(self.sections["config"], "rowcheck.yml", lambda path: None, rules.IDS)
        elsewhere = {*rules.IDS} - EVERYWHERE - {self.path.parent.name}
        off: dict[str, Severity] = dict.fromkeys(elsewhere, "off")
        settings = replace(settings, rules={**off, **settings.rules})
        pair = check.Pair("list.md", self.base, self.head if head is None else head)
        return check.check([pair], settings)

    @property
    def lines(self) -> tuple[str, ...]:
        return split_lines(self.head)

    def answers(self) -> dict[str, str]:
        """Return the expected answers in the file."""
        return {name: self.sections[name] for name in ANSWERS if name in self.sections}

    def new_answers(self) -> dict[str, str]:
        """Return the actual answers; counts only if the story has that section."""
        report = self.check()
        answers = {"findings": "".join(map(_describe, report.findings))}
        if "counts" in self.sections:
            counts = report.counts
            answers["counts"] = (
                f"{counts.added} added, {counts.modified} modified, {counts.moved} moved, "
                f"{counts.removed} removed, {counts.checked} checked, {counts.not_checked} not checked, "
                f"{report.debt} old\n"
            )
        if safe := [fix for fix in offered(report) if fix.safe]:
            answers["fixed"] = text_of(apply_edits(self.lines, merge_fixes(safe).edits))
        return answers

    def rewrite(self) -> None:
        text = self.path.read_text(encoding="utf-8")
        kept = [match.group() for match in _SECTION.finditer(text) if match[1] not in ANSWERS]
        title = text[: text.index("## ")]
        new = (f"## {name}\n\n~~~~~\n{answer}~~~~~\n" for name, answer in self.new_answers().items())
        self.path.write_text(title + "\n".join([*kept, *new]), encoding="utf-8")


def offered(report: Report) -> list[Fix]:
    return [finding.fix for finding in report.findings if finding.fix]


def _describe(finding: Finding) -> str:
    """Return a finding as a story shows it, with its related lines below."""
    related = "".join(f"    {other.line}: {other.message}\n" for other in finding.related)
    return f"{finding.line}: {finding.rule}: {finding.message}\n{related}"


def text_of(texts: tuple[str, ...]) -> str:
    return "".join(f"{line}\n" for line in texts)


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


@cache
def story_at(path: Path) -> Story:
    return Story.read(path)
