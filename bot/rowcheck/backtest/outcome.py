"""The result of replaying one contribution, as values that worker processes can return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from rowcheck.backtest.contributions import Contribution
from rowcheck.model import Counts, Finding, NotChecked, Report

_NO_ROWS = Counts()


class DiffLine(NamedTuple):
    """A line of a diff: its sign (`+`, `-` or a space), and its text without a line end."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A finding, and the review comment that would have been posted for it.

    `body` is Markdown. `lines` are the first and last line of the head that the comment is on, None where
    GitHub would accept none and the finding would be in the summary comment. `context` are the lines of the
    diff that GitHub shows above the comment. `old` and `new` are the lines that a suggestion replaces and
    their replacement, both empty without a suggestion.
    """

    finding: Finding
    body: str
    lines: tuple[int, int] | None = None
    context: tuple[DiffLine, ...] = ()
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check of one contribution would have reported; `failure` is why it could not be replayed.

    `changes_list` is whether it changes a file of the list. `merge_base` is the commit that the head was
    compared with. `added_rows` are the normalized lines that it adds to tables, see `landing`.
    """

    contribution: Contribution
    changes_list: bool = False
    merge_base: str = ""
    counts: Counts = _NO_ROWS
    debt: int = 0
    comments: tuple[Comment, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    added_rows: tuple[str, ...] = ()
    failure: str = ""

    @property
    def rules(self) -> frozenset[str]:
        """The rules with findings."""
        return frozenset(comment.finding.rule for comment in self.comments)

    @property
    def report(self) -> Report:
        """The report of the check, without the texts of the files."""
        findings = tuple(comment.finding for comment in self.comments)
        return Report(findings, self.counts, self.debt, self.not_checked)
