"""A pull request as a source: the two versions of its list files, read by commit through the base repository.

Only files of the list cost requests. The head's content is data: no link in it is followed, and
settings come from the base side. Implements `rowcheck.sources.base.Source`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from rowcheck.errors import SourceError
from rowcheck.github.faults import ForbiddenError, InvalidError, MissingError
from rowcheck.github.records import ChangedFile, Content, Listing
from rowcheck.github.repository import Repository
from rowcheck.settings.settings import LOCATIONS
from rowcheck.sources.base import SIZE_LIMIT, Covers, FileChange, Unreadable, Version, inside
from rowcheck.sources.content import too_large
from rowcheck.sources.encoding import from_git, obstacle, strict

MOST_READ = 300
"""Unchanged files that are read for what is unique across the list; a workflow has 1,000 requests an hour."""


@dataclass(frozen=True, slots=True)
class Versions:
    """The commits to read: where the head left the base, the base now, the head, and whose settings count."""

    base: str
    tip: str
    head: str
    settings: str


@dataclass
class PullRequest:
    """What `listed` gives of a pull request (or of a merge queue); it is asked once, when it is needed."""

    repository: Repository
    versions: Versions
    listed: Callable[[], Listing]
    limit: int = SIZE_LIMIT
    most_read: int = MOST_READ
    read: dict[str, FileChange] = field(default_factory=dict)
    """The files that were read, by path: for those who place comments."""
    unlisted: str = ""
    """Why `listing` did not give every file, where it did not."""
    settings: dict[str, str | None] = field(default_factory=dict)
    """The settings and schema files that were asked for, by path."""

    @cached_property
    def changed_files(self) -> Listing:
        return self.listed()

    def changes(self, covers: Covers) -> Iterator[FileChange | Unreadable]:
        for file in self.changed_files.files:
            if covers(file.path) and file.status not in ("unchanged", "removed"):
                change = self._change(file, covers)
                if isinstance(change, FileChange):
                    self.read[file.path] = change
                if change is not None:
                    yield change
        if self.changed_files.missing:
            yield Unreadable("the rest of this pull request", self.changed_files.missing)

    def trusted(self, path: str) -> str | None:
        normal = inside(path)
        if normal not in self.settings:
            found = self.repository.content(normal, self.versions.settings)
            self.settings[normal] = None if found is None else self._settings_text(path, found)
        return self.settings[normal]

    def listing(self, covers: Covers) -> Iterator[Version | Unreadable]:
        tree = self.repository.tree(self.versions.head)
        covered = [(path, sha) for path, sha in tree.files if covers(path)]
        for path, sha in covered[: self.most_read]:
            known = self.read.get(path)
            data = known.head if known else self._blob(path, sha)
            if isinstance(data, bytes) and obstacle(data) is None:
                yield Version(path, data)
            elif isinstance(data, Unreadable):
                self.unlisted = f"'{path}' {data.reason}"
        if tree.truncated or len(covered) > self.most_read:
            self.unlisted = "there are too many files to read for duplicates across the whole list"

    def selects(self, path: str) -> bool:
        return True

    @property
    def settings_changed(self) -> tuple[str, ...]:
        """The settings and schema files that the pull request itself changes; they did not count."""
        changed = {path for file in self.changed_files.files for path in (file.path, file.old_path) if path}
        return tuple(sorted(changed & {*LOCATIONS, *self.settings}))

    def _change(self, file: ChangedFile, covers: Covers) -> FileChange | Unreadable | None:
        head = self._head(file, covers)
        if not isinstance(head, bytes):
            return head
        if file.status in ("added", "copied"):
            return FileChange(file.path, None, head)
        old = file.old_path if file.status == "renamed" and file.old_path else file.path
        base = self._data(old, self.versions.base)
        if isinstance(base, Unreadable):
            return Unreadable(file.path, f"cannot be compared: before, it {base.reason}")
        return FileChange(file.path, base, head, None if old == file.path else old)

    def _head(self, file: ChangedFile, covers: Covers) -> bytes | Unreadable | None:
        """The head's bytes; None for a link to another file of the list, which is checked by itself."""
        found = self._content(file.path, self.versions.head)
        if isinstance(found, Unreadable):
            return found
        # GitHub follows a symbolic link to a file; then it gives another blob than the one that changed.
        if found.kind == "link" or (found.kind == "file" and found.sha != file.sha):
            link = found.target or from_git(self.repository.blob(file.sha))
            target = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), link))
            words = f"is a symbolic link to '{target}', which the settings do not cover"
            return None if covers(target) else Unreadable(file.path, words)
        data = self._bytes(file.path, found)
        if isinstance(data, bytes) and (reason := obstacle(data)):
            return Unreadable(file.path, reason)
        return data

    def _data(self, path: str, ref: str) -> bytes | Unreadable:
        found = self._content(path, ref)
        return found if isinstance(found, Unreadable) else self._bytes(path, found)

    def _content(self, path: str, ref: str) -> Content | Unreadable:
        try:
            found = self.repository.content(path, ref)
        except (ForbiddenError, InvalidError) as fault:
            return Unreadable(path, f"cannot be read: {fault}")
        return found or Unreadable(path, "is not there, says GitHub")

    def _bytes(self, path: str, found: Content) -> bytes | Unreadable:
        if found.kind == "module":
            return Unreadable(path, "is a repository of its own (a submodule); check the list there")
        if found.kind != "file":
            return Unreadable(path, f"is no file but a {found.kind}")
        if found.size > self.limit:
            return Unreadable(path, too_large(self.limit))
        return found.data if found.data is not None else self._blob(path, found.sha)

    def _blob(self, path: str, sha: str) -> bytes | Unreadable:
        try:
            return self.repository.blob(sha)
        except (ForbiddenError, InvalidError, MissingError) as fault:
            return Unreadable(path, f"cannot be read: {fault}")

    def _settings_text(self, path: str, found: Content) -> str:
        if found.kind != "file" or found.data is None:
            raise SourceError(f"{path}: is no file, or too large to be a settings file")
        return strict(found.data, path)
