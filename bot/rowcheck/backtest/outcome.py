"""What is replayed and what comes of it: a contribution, its outcome, and what would have been said.

Values only, made to travel between processes. A contribution is a commit of the main line or a pull
request; `Change` is the word for what happens to a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from rowcheck.backtest.contributions import Contribution
from rowcheck.model import Counts, Finding, NotChecked, Report

_NO_ROWS = Counts()


class Shown(NamedTuple):
    """A line of a difference as GitHub shows it: its sign, and its text."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding, and the comment that it would have been.

    `body` is the comment in Markdown; `lines` are the first and the last line that it would stand on, None
    where no line could carry it and the summary would; `context` is the difference up to there;
    `old` and `new` are what a suggestion would replace, and by what, both empty without one.
    """

    finding: Finding
    body: str
    lines: tuple[int, int] | None = None
    context: tuple[Shown, ...] = ()
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run would have told of one contribution; `fault` says why there was none.

    `rows` are the lines with cells that it adds to the list, to look for where it may have landed;
    `fork` is the commit it was compared with; `listed` says whether it changes a file of the list.
    """

    contribution: Contribution
    listed: bool = False
    fork: str = ""
    counts: Counts = _NO_ROWS
    debt: int = 0
    remarks: tuple[Remark, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    rows: tuple[str, ...] = ()
    fault: str = ""

    @property
    def rules(self) -> frozenset[str]:
        """The rules that would have said something."""
        return frozenset(remark.finding.rule for remark in self.remarks)

    @property
    def report(self) -> Report:
        """The report of the run, without the texts."""
        findings = tuple(remark.finding for remark in self.remarks)
        return Report(findings, self.counts, self.debt, self.not_checked)
