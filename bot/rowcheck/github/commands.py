"""What a comment asks for: `/rowcheck`, `/rowcheck waive RULE "ROW" REASON`, `/rowcheck unwaive RULE "ROW"`.

A command is a line of its own in running text: in a quote, in code or in an HTML block it is only
spoken of. Who may ask is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

NAMES = ("rowcheck", "revalidate")

EVERY_ROW = "*"
"""In place of a row: all rows of the pull request."""

Verb: TypeAlias = Literal["check", "waive", "unwaive"]


@dataclass(frozen=True, slots=True)
class Command:
    """`row` is a title, a link's URL or `*`. A verb that does not exist is `unknown`."""

    verb: Verb | Literal["unknown"]
    rule: str = ""
    row: str = ""
    reason: str = ""


def parse(body: str, names: Sequence[str] = NAMES) -> tuple[Command, ...]:
    """The commands of a comment, in their order."""
    start = re.compile(rf" {{0,3}}/(?:{'|'.join(map(re.escape, names))})(?![^\s])(.*)", re.IGNORECASE)
    if not any(map(start.match, body.splitlines())):
        return ()
    return tuple(_command(found[1].strip()) for line in _spoken(body) if (found := start.fullmatch(line)))


def _spoken(body: str) -> Iterator[str]:
    """The lines of paragraphs that are not in a quote; a quote goes on until a blank line."""
    from rowcheck.markdown import documents

    document = documents.read("comment", body)
    quoted = False
    for line, kind in zip(document.lines, document.kinds, strict=True):
        quoted = bool(line.strip()) and (quoted or line.lstrip().startswith(">"))
        if kind == "p" and not quoted:
            yield line


def _command(words: str) -> Command:
    verb, _, rest = words.partition(" ")
    if not verb:
        return Command("check")
    if verb.lower() not in ("waive", "unwaive"):
        return Command("check") if verb.lower() == "check" and not rest else Command("unknown", reason=words)
    rule, _, rest = rest.strip().partition(" ")
    if not re.fullmatch(r"[a-z][a-z-]*", rule):
        return Command("unknown", reason=words)
    row, reason = _row(rest.strip())
    return Command("waive" if verb.lower() == "waive" else "unwaive", rule, row or EVERY_ROW, reason)


_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|\'([^\']+)\'(?!\w)|`([^`]+)`|(\S+)')


def _row(words: str) -> tuple[str, str]:
    """The row, quoted or a single word, and the reason after it."""
    found = _QUOTED.match(words)
    if not found:
        return "", ""
    return next(filter(None, found.groups())), words[found.end() :].strip()
