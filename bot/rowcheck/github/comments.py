"""The text of a comment on a line, and what a comment that stands there says of itself.

The last line of each is a hidden marker with the finding's fingerprint and state. Only the last line
counts: a row may spell a marker too, and rows stand above. Text from the list stands in code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rowcheck.github.suggestions import Block
from rowcheck.model import Finding
from rowcheck.reporters.markup import LIMIT, SIGNS, code_span, fenced
from rowcheck.text import shortened

State: TypeAlias = Literal["open", "fixed", "waived"]

_STATES: dict[str | None, State] = {None: "open", "fixed": "fixed", "waived": "waived"}
_LONGEST_MESSAGE = 2_000
_MARKER = re.compile(r"<!-- rowcheck:v1:([0-9a-f]{16}(?:-[0-9]+)?)(?::(fixed|waived))? -->\s*\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """What the hidden marker of a comment says."""

    fingerprint: str
    state: State = "open"


def mark(body: str) -> Mark | None:
    """The marker at the end of a comment."""
    found = _MARKER.search(body)
    if not found:
        return None
    return Mark(found[1], _STATES[found[2]])


def opened(finding: Finding, block: Block | None = None) -> str:
    """The comment on a finding, with a suggestion where there is a block to suggest."""
    parts = [headline(finding)]
    if finding.fix:
        parts.append(f"{'Fix' if finding.fix.safe else 'Possible fix'}: {_short(finding.fix.title)}")
    if block:
        parts.append(suggestion(block))
    body = "\n\n".join([*parts, _marker(finding.fingerprint)])
    return body if len(body) <= LIMIT or not block else opened(finding)


def outdated(finding: Finding) -> str:
    """The comment on a finding that still holds, where GitHub shows the comment at lines that are gone."""
    words = f"This still holds; it is on line {finding.line} now. A patch stands in the summary below."
    return "\n\n".join([headline(finding), words, _marker(finding.fingerprint)])


def fixed(body: str, head: str) -> str:
    """A comment struck out, since its finding is gone in the commit `head`."""
    return _settled(body, "fixed", f"✅ Fixed in {head[:9]}")


def waived(body: str, login: str) -> str:
    """A comment struck out, since a maintainer has waived its finding."""
    return _settled(body, "waived", f"☑️ Waived by {code_span(login)}")


def headline(finding: Finding) -> str:
    """What is wrong, in one line that cannot be broken out of."""
    return f"{SIGNS[finding.severity]} **{finding.rule}**: {_short(finding.message)}"


def suggestion(block: Block) -> str:
    """The fence that GitHub turns into a button."""
    return fenced(block.lines, "suggestion")


def _settled(body: str, state: State, words: str) -> str:
    found = mark(body)
    assert found is not None, "only a comment with a marker can be settled"
    said = body.split("\n", 1)[0].removesuffix("~~").partition(": ~~")
    line = said[2] or said[0]
    return f"{words}: ~~{line}~~\n\n{_marker(found.fingerprint, state)}"


def _marker(fingerprint: str, state: State = "open") -> str:
    return f"<!-- rowcheck:v1:{fingerprint}{'' if state == 'open' else f':{state}'} -->"


def _short(text: str) -> str:
    return code_span(shortened(text, _LONGEST_MESSAGE))
