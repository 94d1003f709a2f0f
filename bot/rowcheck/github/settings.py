"""Which settings a review goes by: the list's own, or those at another path of its repository.

Both are read at a commit of the base side, their row schemas too. A file of the machine that runs
the review never counts: a workflow checks nothing out, and what it did would be the head's.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from rowcheck.engine import session
from rowcheck.errors import SourceError, UsageError
from rowcheck.github.pull import PullRequest
from rowcheck.rules import IDS
from rowcheck.settings.settings import Settings, load_settings


def of(source: PullRequest, path: str | None = None) -> Settings:
    """The settings at `path`, from the top of the repository; None for the list's own, if it has some.

    A row schema is looked for beside settings at a path of their own, then from the top.
    Raises UsageError for a path that is none, SourceError where no file is, ConfigError.
    """
    if path is None:
        return session.settings_of(source, None)
    place = _within(path)
    text = source.trusted(place) if _is_file(source, place) else None
    if text is None:
        raise SourceError(
            f"--config '{path}' is no file of the repository at {source.versions.settings[:9]}; name one of "
            "the base branch by its path from the top (a symbolic link is none)"
        )
    return load_settings(text, place, _beside(posixpath.dirname(place), source), IDS)


def _within(path: str) -> str:
    """The path in its shortest form. Raises UsageError where it does not stay in the repository."""
    if path.startswith("/") or ".." in path.split("/"):
        raise UsageError(
            f"--config '{path}' must be a path in the list's repository, from its top and without '..', "
            "such as '.github/rowcheck.yml'"
        )
    return posixpath.normpath(path)


def _is_file(source: PullRequest, path: str) -> bool:
    """Whether a file stands at a path. Asking for its content would not tell: GitHub follows links."""
    tree = source.repository.tree(source.versions.settings)
    return tree.truncated or any(path == known for known, _ in tree.files)


def _beside(folder: str, source: PullRequest) -> Callable[[str], str | None]:
    def read(path: str) -> str | None:
        near = source.trusted(posixpath.join(folder, path))
        return source.trusted(path) if near is None else near

    return read
