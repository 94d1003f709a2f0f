"""Review comments on GitHub: the text, the suggestion and the anchor of each, from a finding and a patch.

The last line of a comment is a hidden marker with the finding's fingerprint and state. Only the last line
is read as a marker, because the text above it can contain a row of the list. Text from the list is
always shown as code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from rowcheck.compare.edits import apply_edits
from rowcheck.model import Finding
from rowcheck.reporters.markdown import LIMIT, SIGNS, code_span, fenced
from rowcheck.text import shortened

State: TypeAlias = Literal["open", "fixed", "waived"]

HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@")
"""A hunk header, with the number of the hunk's first line in the head."""

_MAX_SUGGESTION_LINES = 40  # beyond that a reader can no longer compare the two versions by eye
_MAX_MESSAGE = 2_000
_REPLACEMENT_CHARACTER = "\ufffd"
_MARKER = re.compile(r"<!-- rowcheck:v1:([0-9a-f]{16}(?:-[0-9]+)?)(?::(fixed|waived))? -->\s*\Z")
_STATES: dict[str | None, State] = {None: "open", "fixed": "fixed", "waived": "waived"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Replaces the head's lines `start` to `end` with `lines`; an empty tuple deletes them."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewComment:
    """A finding, the first and last line of its comment, and the suggestion in it.

    `lines` is None where GitHub accepts no comment on the finding's lines. Comments are always on the
    right side of the diff.
    """

    finding: Finding
    lines: tuple[int, int] | None = None
    suggestion: Suggestion | None = None

    @property
    def body(self) -> str:
        return open_body(self.finding, self.suggestion)


@dataclass(frozen=True, slots=True)
class Marker:
    """The content of the hidden marker of a comment."""

    fingerprint: str
    state: State = "open"


@dataclass(frozen=True, slots=True)
class Anchors:
    """The lines of the head that a patch shows: line number to hunk number, and to text without LF.

    GitHub accepts comments on these lines only (https://docs.github.com/rest/pulls/comments). They are
    taken from GitHub's own patch, since another diff algorithm can choose other hunks.
    """

    hunks: Mapping[int, int]
    texts: Mapping[int, str]

    @classmethod
    def parse(cls, patch: str | None) -> Anchors:
        """Parse the `patch` of a changed file; GitHub omits it for large and binary files."""
        hunks: dict[int, int] = {}
        texts: dict[int, str] = {}
        hunk, line = 0, 0
        for row in (patch or "").split("\n"):
            if header := HUNK.match(row):
                hunk, line = hunk + 1, int(header[1])
            elif hunk and row[:1] in (" ", "+"):
                hunks[line], texts[line] = hunk, row[1:]
                line += 1
        return cls(hunks, texts)

    def accept(self, start: int, end: int) -> bool:
        """Return whether one comment may span these lines, which must be in the same hunk."""
        first = self.hunks.get(start)
        return first is not None and all(self.hunks.get(line) == first for line in range(start, end + 1))

    def show(self, line: int, text: str) -> bool:
        """Return whether the patch has this text on a line; if not, GitHub counts lines differently."""
        return self.texts.get(line) in (text, f"{text}\r")

    def accept_suggestion(self, suggestion: Suggestion, head: Sequence[str]) -> bool:
        """Return whether GitHub would replace exactly the lines that the suggestion was made for.

        Lines that end in CRLF are excluded, since GitHub does not document which line ends a suggestion
        writes. So are lines with bytes that are not UTF-8, which would be overwritten by U+FFFD.
        """
        span = range(suggestion.start, suggestion.end + 1)
        return (
            self.accept(suggestion.start, suggestion.end)
            and not any(self.texts[line].endswith("\r") for line in span)
            and not any(_REPLACEMENT_CHARACTER in line for line in suggestion.lines)
            and all(self.show(line, head[line - 1]) for line in span)
        )


NO_ANCHORS = Anchors({}, {})


def review_comments(
    findings: Iterable[Finding], patches: Mapping[str, str | None], texts: Mapping[str, Sequence[str]]
) -> tuple[ReviewComment, ...]:
    """Return the comments on `findings`: errors first, then by path and line.

    `patches` maps the path of each changed file to its patch, `texts` the path of each file with findings
    to the lines of its head.
    """
    ordered = sorted(
        findings,
        key=lambda finding: (finding.severity != "error", finding.path, finding.line, finding.fingerprint),
    )
    anchors = {path: Anchors.parse(patches.get(path)) for path in {finding.path for finding in ordered}}
    return tuple(
        _review_comment(finding, anchors[finding.path], texts.get(finding.path, ())) for finding in ordered
    )


def _review_comment(finding: Finding, anchors: Anchors, head: Sequence[str]) -> ReviewComment:
    suggestion = suggestion_for(finding, head)
    if suggestion and anchors.accept_suggestion(suggestion, head):
        return ReviewComment(finding, (suggestion.start, suggestion.end), suggestion)
    for end in (finding.end_line, finding.line):
        start = finding.line
        if end <= len(head) and anchors.accept(start, end) and anchors.show(start, head[start - 1]):
            return ReviewComment(finding, (start, end))
    return ReviewComment(finding)


def suggestion_for(finding: Finding, head: Sequence[str]) -> Suggestion | None:
    """Return the finding's fix as one block of lines, or None where it has no fix or a long one.

    A suggestion replaces the lines that its comment spans, so the block includes the finding's line, and
    a row that moves takes the lines between the two places with it.
    """
    if finding.fix is None or not finding.fix.edits:
        return None
    edits = finding.fix.edits
    start = min(finding.line, *(edit.line for edit in edits))
    end = max(finding.line, *(edit.end_line for edit in edits))
    if end > len(head) or end - start >= _MAX_SUGGESTION_LINES:
        return None
    old = tuple(head[start - 1 : end])
    offset = start - 1
    shifted = [replace(edit, line=edit.line - offset, end_line=edit.end_line - offset) for edit in edits]
    new = apply_edits(old, shifted)
    return None if new == old else Suggestion(start, end, new)


def open_body(finding: Finding, suggestion: Suggestion | None = None) -> str:
    """Return the text of a comment; a suggestion that is too long for a comment is left out."""
    parts = [headline(finding)]
    if finding.fix:
        parts.append(f"{'Fix' if finding.fix.safe else 'Possible fix'}: {_code(finding.fix.title)}")
    if suggestion:
        parts.append(suggestion_block(suggestion))
    body = "\n\n".join([*parts, _marker(finding.fingerprint)])
    return body if len(body) <= LIMIT or not suggestion else open_body(finding)


def outdated_body(finding: Finding) -> str:
    """Return the text of a comment that GitHub shows as outdated although its finding is still there."""
    note = f"This is still the case, on line {finding.line} now."
    if finding.fix:
        note += " The summary comment has a patch."
    return "\n\n".join([headline(finding), note, _marker(finding.fingerprint)])


def fixed_body(body: str, head: str) -> str:
    """Strike out the comment `body`, whose finding is gone in the commit `head`."""
    return _closed_body(body, "fixed", f"✅ Fixed in {head[:9]}")


def waived_body(body: str, login: str) -> str:
    """Strike out the comment `body`, whose finding was waived by the account `login`."""
    return _closed_body(body, "waived", f"☑️ Waived by {code_span(login)}")


def headline(finding: Finding) -> str:
    """Return severity, rule and message in one line of Markdown."""
    return f"{SIGNS[finding.severity]} **{finding.rule}**: {_code(finding.message)}"


def suggestion_block(suggestion: Suggestion) -> str:
    """Return the fenced block that GitHub renders with a button to commit the suggestion."""
    return fenced(suggestion.lines, "suggestion")


def marker(body: str) -> Marker | None:
    """Return the marker at the end of a comment."""
    match = _MARKER.search(body)
    return Marker(match[1], _STATES[match[2]]) if match else None


def _closed_body(body: str, state: State, note: str) -> str:
    old = marker(body)
    assert old is not None, "only a comment with a marker is closed"
    # The comment may be closed already, and its first line struck out behind another note.
    first, _, struck = body.split("\n", 1)[0].removesuffix("~~").partition(": ~~")
    return f"{note}: ~~{struck or first}~~\n\n{_marker(old.fingerprint, state)}"


def _marker(fingerprint: str, state: State = "open") -> str:
    return f"<!-- rowcheck:v1:{fingerprint}{'' if state == 'open' else f':{state}'} -->"


def _code(text: str) -> str:
    return code_span(shortened(text, _MAX_MESSAGE))
