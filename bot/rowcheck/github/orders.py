"""A comment -> what to do on its behalf, once GitHub has said that its author may ask for it.

Seen is answered by 👀, done by 🚀, refused by 👎, not understood by 😕. A reaction that cannot be
given stops nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rowcheck.github import commands
from rowcheck.github.commands import Command
from rowcheck.github.events import NO_COMMAND, Ignored, Said
from rowcheck.github.faults import GitHubError
from rowcheck.github.records import Pull
from rowcheck.github.repository import Repository


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, by whom, in which comment (0 when an event of the pull request asks)."""

    commands: tuple[Command, ...] = ()
    by: str = ""
    comment: int = 0


def decide(
    repository: Repository, pull: Pull, said: Said, names: Sequence[str], rules: Sequence[str]
) -> Order | Ignored:
    """The order that a comment gives, if it may.

    Whoever can push may ask for anything; the author of the pull request may ask for another check.
    """
    asked = commands.parse(said.body, names)
    if not asked:
        return Ignored(NO_COMMAND)
    odd = next((it for it in asked if it.verb == "unknown" or (it.rule and it.rule not in rules)), None)
    if odd:
        _react(repository, said.comment, "confused")
        return Ignored(f"there is no command or rule '{odd.rule or odd.reason}'")
    harmless = all(command.verb == "check" for command in asked)
    own = harmless and said.author == pull.author != ""
    if not own and not repository.may_write(said.author):
        _react(repository, said.comment, "-1")
        whom = "who can push or wrote the pull request" if harmless else "who can push"
        return Ignored(f"'{said.author}' may not ask for that; those may {whom}")
    _react(repository, said.comment, "eyes")
    return Order(asked, said.author, said.comment)


def done(repository: Repository, order: Order) -> None:
    """Say that an order was carried out."""
    if order.comment:
        _react(repository, order.comment, "rocket")


def refused(repository: Repository, order: Order) -> None:
    """Say that an order was not carried out, although its author may give it."""
    _react(repository, order.comment, "-1")


def _react(repository: Repository, comment: int, content: str) -> None:
    try:
        repository.react(comment, content)
    except GitHubError:
        return
