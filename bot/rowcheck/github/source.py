"""A pull request as a source of both versions of the list, read by commit through the base repository.

Only files of the list cost requests. The content of the head is data: symbolic links in it are not
followed, and settings are read from the base side. Implements `rowcheck.sources.base.Source`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from rowcheck.errors import SourceError, UsageError
from rowcheck.github.api import Repository
from rowcheck.github.connection import ForbiddenError, InvalidError, MissingError
from rowcheck.github.records import ChangedFile, ChangedFiles, Content
from rowcheck.rules import IDS
from rowcheck.settings.settings import LOCATIONS, Settings, first_of, load_settings, read_settings
from rowcheck.sources.base import SIZE_LIMIT, Covers, FileChange, Unreadable, Version, repository_path
from rowcheck.sources.content import too_large
from rowcheck.sources.encoding import decode_utf8, from_git, unsupported

MAX_UNCHANGED_FILES = 300
"""Unchanged files read for uniqueness across the list; a workflow has 1,000 requests an hour."""


@dataclass(frozen=True, slots=True)
class Commits:
    """The commits to read: the merge base, the tip of the base branch, the head, and the settings' commit."""

    merge_base: str
    base_tip: str
    head: str
    settings: str


@dataclass
class PullRequest:
    """The source of a pull request or a merge group.

    `list_changed_files` is called once, when the files are needed.
    """

    repository: Repository
    commits: Commits
    list_changed_files: Callable[[], ChangedFiles]
    size_limit: int = SIZE_LIMIT
    max_unchanged: int = MAX_UNCHANGED_FILES
    unlisted: str = ""
    """The reason why `listing` did not return every file."""
    _heads: dict[str, bytes] = field(default_factory=dict)
    _settings_texts: dict[str, str | None] = field(default_factory=dict)

    @cached_property
    def changed_files(self) -> ChangedFiles:
        return self.list_changed_files()

    @property
    def settings_changed(self) -> tuple[str, ...]:
        """The settings and schema files that the pull request changes; they do not apply to it."""
        changed = {path for file in self.changed_files.files for path in (file.path, file.old_path) if path}
        return tuple(sorted(changed & {*LOCATIONS, *self._settings_texts}))

    def changes(self, covers: Covers) -> Iterator[FileChange | Unreadable]:
        for file in self.changed_files.files:
            if covers(file.path) and file.status not in ("unchanged", "removed"):
                change = self._change(file, covers)
                if isinstance(change, FileChange) and change.head is not None:
                    self._heads[file.path] = change.head
                if change is not None:
                    yield change
        if self.changed_files.incomplete:
            yield Unreadable("the rest of this pull request", self.changed_files.incomplete)

    def trusted(self, path: str) -> str | None:
        normal = repository_path(path)
        if normal not in self._settings_texts:
            self._settings_texts[normal] = self._settings_text(path, normal, self.commits.settings)
        return self._settings_texts[normal]

    def listing(self, covers: Covers) -> Iterator[Version | Unreadable]:
        tree = self.repository.tree(self.commits.head)
        covered = [(path, sha) for path, sha in tree.files if covers(path)]
        for path, sha in covered[: self.max_unchanged]:
            data = self._heads[path] if path in self._heads else self._blob(path, sha)
            if isinstance(data, Unreadable):
                self.unlisted = f"'{path}' {data.reason}"
            elif unsupported(data) is None:
                yield Version(path, data)
        if tree.truncated or len(covered) > self.max_unchanged:
            self.unlisted = "there are too many files to read for duplicates across the list"

    def selects(self, path: str) -> bool:
        return True

    def proposed(self, path: str) -> str | None:
        """Return a settings or schema file of the head, which is data that no row is judged by."""
        return self._settings_text(path, repository_path(path), self.commits.head)

    def _settings_text(self, path: str, normal: str, commit: str) -> str | None:
        content = self.repository.content(normal, commit)
        if content is None:
            return None
        if content.kind != "file" or content.data is None:
            raise SourceError(f"{path}: is not a file, or is too large to be a settings file")
        return decode_utf8(content.data, path)

    def _change(self, file: ChangedFile, covers: Covers) -> FileChange | Unreadable | None:
        head = self._head(file, covers)
        if not isinstance(head, bytes):
            return head
        if file.status in ("added", "copied"):
            return FileChange(file.path, None, head)
        old = file.old_path if file.status == "renamed" and file.old_path else file.path
        content = self._content(old, self.commits.merge_base)
        base = content if isinstance(content, Unreadable) else self._bytes(old, content)
        if isinstance(base, Unreadable):
            return Unreadable(file.path, f"cannot be compared: before, it {base.reason}")
        return FileChange(file.path, base, head, None if old == file.path else old)

    def _head(self, file: ChangedFile, covers: Covers) -> bytes | Unreadable | None:
        """Return the file's bytes, or None for a link to a file of the list, which is checked by itself."""
        content = self._content(file.path, self.commits.head)
        if isinstance(content, Unreadable):
            return content
        # GitHub follows a symbolic link to a file, and then returns a blob other than the changed one.
        if content.kind == "symlink" or (content.kind == "file" and content.sha != file.sha):
            link = content.target or from_git(self.repository.blob(file.sha))
            target = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), link))
            reason = f"is a symbolic link to '{target}', which the settings do not cover"
            return None if covers(target) else Unreadable(file.path, reason)
        data = self._bytes(file.path, content)
        if isinstance(data, bytes) and (problem := unsupported(data)):
            return Unreadable(file.path, problem)
        return data

    def _content(self, path: str, ref: str) -> Content | Unreadable:
        try:
            content = self.repository.content(path, ref)
        except (ForbiddenError, InvalidError) as error:
            return Unreadable(path, f"cannot be read: {error}")
        return content or Unreadable(path, "was not found by GitHub")

    def _bytes(self, path: str, content: Content) -> bytes | Unreadable:
        if content.kind == "submodule":
            return Unreadable(path, "is a submodule, a repository of its own; check the list there")
        if content.kind != "file":
            return Unreadable(path, f"is not a file but a {content.kind}")
        if content.size > self.size_limit:
            return Unreadable(path, too_large(self.size_limit))
        return content.data if content.data is not None else self._blob(path, content.sha)

    def _blob(self, path: str, sha: str) -> bytes | Unreadable:
        try:
            return self.repository.blob(sha)
        except (ForbiddenError, InvalidError, MissingError) as error:
            return Unreadable(path, f"cannot be read: {error}")


def proposed_settings(source: PullRequest, path: str | None) -> Settings:
    """Load the settings that the pull request proposes, of the head. Raises ConfigError and SourceError."""
    if path is None:
        return read_settings(source.proposed, IDS)
    normal = repository_path(path)
    folder = posixpath.dirname(normal)
    read = first_of(lambda schema: source.proposed(posixpath.join(folder, schema)), source.proposed)
    return load_settings(source.proposed(normal) or "", normal, read, IDS)


def settings_at(source: PullRequest, path: str | None) -> Settings:
    """Load the list's settings, or those at `path`, from the settings commit; never from this machine.

    A row schema is looked up beside settings at a path of their own, then from the top of the repository.
    Raises UsageError for a path outside the repository, SourceError for a missing file, ConfigError.
    """
    if path is None:
        return read_settings(source.trusted, IDS)
    if path.startswith("/") or ".." in path.split("/"):
        raise UsageError(
            f"--config '{path}' must be a path in the list's repository, from its top and without '..', "
            "such as '.github/rowcheck.yml'"
        )
    normal = posixpath.normpath(path)
    # GitHub follows symbolic links when it is asked for content, so the tree tells whether it is a file.
    tree = source.repository.tree(source.commits.settings)
    is_file = tree.truncated or any(normal == file for file, _ in tree.files)
    text = source.trusted(normal) if is_file else None
    if text is None:
        raise SourceError(
            f"--config '{path}' is not a file of the repository at {source.commits.settings[:9]}; name one "
            "of the base branch by its path from the top (symbolic links are not followed)"
        )

    folder = posixpath.dirname(normal)
    read = first_of(lambda schema: source.trusted(posixpath.join(folder, schema)), source.trusted)
    return load_settings(text, normal, read, IDS)
