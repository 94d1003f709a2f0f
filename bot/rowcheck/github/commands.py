"""Commands in comments: `/rowcheck`, `/rowcheck waive RULE "ROW" REASON`, `/rowcheck unwaive RULE "ROW"`.

Parses them, decides who may give them, acknowledges them with reactions, and applies the waivers that
they give: 👀 seen, 🚀 done, 👎 refused, 😕 not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from rowcheck.engine.findings import fold_name, is_row_of
from rowcheck.github.api import Repository
from rowcheck.github.connection import GitHubError
from rowcheck.github.events import NO_COMMAND, CommentEvent, Ignored
from rowcheck.github.records import Pull
from rowcheck.markdown import documents
from rowcheck.model import Report

NAMES = ("rowcheck", "revalidate")

EVERY_ROW = "*"
"""In place of a row: every row of the pull request."""

Verb: TypeAlias = Literal["check", "waive", "unwaive", "unknown"]

_MAX_REASON = 500
_ROW = re.compile(r'"([^"]+)"|“([^”]+)”|\'([^\']+)\'(?!\w)|`([^`]+)`|(\S+)')


@dataclass(frozen=True, slots=True)
class Command:
    """A parsed command; `row` is a title, the URL of a link, or `*`."""

    verb: Verb
    rule: str = ""
    row: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """The commands of a comment and the account that gave them; empty when an event started the run."""

    commands: tuple[Command, ...] = ()
    login: str = ""
    comment: int = 0


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver given by command; `row` is a title, the URL of a link, or `*`."""

    rule: str
    row: str
    reason: str
    by: str


# Parsing


def parse(body: str, names: Sequence[str] = NAMES) -> tuple[Command, ...]:
    """Return the commands of a comment.

    A command is a line of its own in a paragraph; in quotes, code and HTML blocks it is ignored.
    """
    pattern = re.compile(rf" {{0,3}}/(?:{'|'.join(map(re.escape, names))})(?![^\s])(.*)", re.IGNORECASE)
    if not any(map(pattern.match, body.splitlines())):
        return ()
    matches = map(pattern.fullmatch, _paragraph_lines(body))
    return tuple(_command(match[1].strip()) for match in matches if match)


def _paragraph_lines(body: str) -> Iterator[str]:
    document = documents.read("comment", body)
    quoted = False
    for line, kind in zip(document.lines, document.kinds, strict=True):
        # A quote continues on lines without `>` until the next empty line.
        quoted = bool(line.strip()) and (quoted or line.lstrip().startswith(">"))
        if kind == "p" and not quoted:
            yield line


def _command(text: str) -> Command:
    verb, _, rest = text.partition(" ")
    verb = verb.lower()
    if verb in ("", "check") and not rest:
        return Command("check")
    rule, _, rest = rest.strip().partition(" ")
    if verb not in ("waive", "unwaive") or not re.fullmatch(r"[a-z][a-z-]*", rule):
        return Command("unknown", reason=text)
    rest = rest.strip()
    row = _ROW.match(rest)
    name = next(filter(None, row.groups())) if row else EVERY_ROW
    reason = rest[row.end() :].strip() if row else ""
    return Command("waive" if verb == "waive" else "unwaive", rule, name, reason)


# Permission


def authorize(
    repository: Repository, pull: Pull, event: CommentEvent, names: Sequence[str], rules: Sequence[str]
) -> Request | Ignored:
    """Return what a comment asks for, if its author may ask for it, and react to the comment.

    Accounts that can push may give every command; the author of the pull request may ask for a check.
    """
    commands = parse(event.body, names)
    if not commands:
        return NO_COMMAND
    for command in commands:
        if command.verb == "unknown" or (command.rule and command.rule not in rules):
            _react(repository, event.comment, "confused")
            return Ignored(f"there is no command or rule '{command.rule or command.reason}'")
    only_checks = all(command.verb == "check" for command in commands)
    is_author = event.author == pull.author != ""
    if not (only_checks and is_author) and not repository.may_write(event.author):
        _react(repository, event.comment, "-1")
        allowed = "the author of the pull request and accounts" if only_checks else "accounts"
        return Ignored(f"'{event.author}' may not give this command; {allowed} that can push may")
    _react(repository, event.comment, "eyes")
    return Request(commands, event.author, event.comment)


def acknowledge(repository: Repository, request: Request, *, done: bool) -> None:
    """React to the comment of a request that was carried out, or was not."""
    if request.comment:
        _react(repository, request.comment, "rocket" if done else "-1")


def _react(repository: Repository, comment: int, content: str) -> None:
    try:
        repository.react(comment, content)
    except GitHubError:
        return  # a missing reaction stops nothing


# Waivers


def updated(waivers: Iterable[Waiver], request: Request) -> tuple[Waiver, ...]:
    """Return the waivers after the commands of a request; a later command on the same row replaces one."""
    kept = list(waivers)
    for command in request.commands:
        if command.verb not in ("waive", "unwaive"):
            continue
        every = command.verb == "unwaive" and command.row == EVERY_ROW
        kept = [
            waiver
            for waiver in kept
            if waiver.rule != command.rule or not (every or fold_name(waiver.row) == fold_name(command.row))
        ]
        if command.verb == "waive":
            kept.append(Waiver(command.rule, command.row, command.reason[:_MAX_REASON], request.login))
    return tuple(kept)


def apply(waivers: Sequence[Waiver], report: Report) -> tuple[Report, dict[str, str]]:
    """Return the report with the waived findings apart, and who waived them, by fingerprint."""
    waived_by = {
        fingerprint: waiver.by
        for finding in report.findings
        for fingerprint in filter(None, (finding.fingerprint, finding.old_fingerprint))
        for waiver in reversed(waivers)
        if waiver.rule == finding.rule and (waiver.row == EVERY_ROW or is_row_of(waiver.row, finding))
    }
    kept = tuple(finding for finding in report.findings if finding.fingerprint not in waived_by)
    waived = tuple(finding for finding in report.findings if finding.fingerprint in waived_by)
    return replace(report, findings=kept, waived=(*report.waived, *waived)), waived_by
