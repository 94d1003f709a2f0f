"""What maintainers have waived by command, kept in the hidden end of the summary comment, which we write.

Pure. Who may waive is asked before; a text is read here only if its author is ourselves.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from rowcheck.github.commands import EVERY_ROW, Command
from rowcheck.model import Finding, Report

_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Waived:
    """A rule that a row may break; the row is a title, a URL or `*`, and `by` the one who said so."""

    rule: str
    row: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What a summary remembers: waivers, and the findings whose line GitHub takes no comment on."""

    waived: tuple[Waived, ...] = ()
    refused: frozenset[str] = frozenset()

    def following(self, commands: Iterable[Command], by: str) -> Memory:
        """The memory after some commands."""
        return replace(self, waived=follow(commands, by, self.waived))


def remember(memory: Memory) -> str:
    """The memory in letters that cannot end an HTML comment."""
    if memory == Memory():
        return ""
    value = {"waived": [asdict(waived) for waived in memory.waived], "refused": sorted(memory.refused)}
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode("utf-8", "replace")).decode()


def recall(letters: str) -> Memory:
    """The memory from those letters; an empty one where they are damaged."""
    try:
        value = json.loads(base64.urlsafe_b64decode(letters)) if letters else {}
        waived = tuple(Waived(**entry) for entry in value.get("waived", ()))
        return Memory(waived, frozenset(map(str, value.get("refused", ()))))
    except (binascii.Error, ValueError, TypeError, AttributeError):
        return Memory()


def follow(commands: Iterable[Command], by: str, waived: Sequence[Waived]) -> tuple[Waived, ...]:
    """The waivers after some commands, the last word on a rule and a row counting."""
    kept = list(waived)
    for command in commands:
        if command.verb not in ("waive", "unwaive"):
            continue
        every = command.verb == "unwaive" and command.row == EVERY_ROW
        kept = [it for it in kept if it.rule != command.rule or not (every or _same(it.row, command.row))]
        if command.verb == "waive":
            kept.append(Waived(command.rule, command.row, command.reason[:_LONGEST_REASON], by))
    return tuple(kept)


def apply(report: Report, waived: Sequence[Waived]) -> tuple[Report, dict[str, str]]:
    """The report without the findings that are waived, and who waived them, by fingerprint."""
    given = {
        finding.fingerprint: waiver.by
        for finding in report.findings
        for waiver in reversed(waived)
        if _covers(waiver, finding)
    }
    left = tuple(finding for finding in report.findings if finding.fingerprint not in given)
    gone = tuple(finding for finding in report.findings if finding.fingerprint in given)
    return replace(report, findings=left, waived=(*report.waived, *gone)), given


def _covers(waiver: Waived, finding: Finding) -> bool:
    if waiver.rule != finding.rule:
        return False
    return waiver.row == EVERY_ROW or any(_same(waiver.row, name) for name in _names(finding.row))


_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^\s<>()]*)")


def _names(row: str) -> Iterable[str]:
    """What a row can be called by: its cells, the texts of its links, their URLs."""
    yield from row.strip().strip("|").split("|")
    for text, url in _LINK.findall(row):
        yield from (text, url)


def _same(one: str, other: str) -> bool:
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(name.strip("*_` ").casefold().split())
