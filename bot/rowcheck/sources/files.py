"""The source of `rowcheck diff`: two files outside of any history."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from rowcheck.errors import SourceError, UsageError
from rowcheck.sources.base import SIZE_LIMIT, Covers, FileChange, Unreadable, Version
from rowcheck.sources.content import read_in_folder, too_large
from rowcheck.sources.encoding import from_disk, unsupported


class Files:
    """Two files, of which `-` is standard input and the null device a file that does not exist.

    Both are checked even if the settings, which are read from `folder`, do not cover them. Raises UsageError
    if both are standard input, and SourceError for a file that cannot be read.
    """

    def __init__(
        self,
        before: str,
        after: str,
        folder: Path = Path(),
        limit: int = SIZE_LIMIT,
        stdin: BinaryIO | None = None,
    ) -> None:
        if before == after == "-":
            raise UsageError("standard input can be one of the two files only")
        self._before, self._after = before, after
        self._folder, self._limit = folder, limit
        self._data: dict[str, bytes] = {}
        self._stdin = stdin or (sys.stdin.buffer if sys.stdin else None)
        named = next((name for name in (after, before) if name not in ("-", os.devnull)), "-")
        self._path = from_disk(Path(named).as_posix())

    def changes(self, covers: Covers) -> Iterator[FileChange | Unreadable]:
        base, head = self._read(self._before), self._read(self._after)
        if isinstance(head, Unreadable):
            yield head
        elif isinstance(base, Unreadable):
            yield Unreadable(self._path, f"cannot be compared: before, it {base.reason}")
        elif head is not None and (reason := unsupported(head)):
            yield Unreadable(self._path, reason)
        elif base != head:
            yield FileChange(self._path, base, head)

    def trusted(self, path: str) -> str | None:
        return read_in_folder(self._folder, path)

    def listing(self, covers: Covers) -> Iterator[Version | Unreadable]:
        head = self._read(self._after)
        if isinstance(head, Unreadable):
            yield head
        elif head is not None:
            reason = unsupported(head)
            yield Unreadable(self._path, reason) if reason else Version(self._path, head)

    def selects(self, path: str) -> bool:
        return True

    def _read(self, name: str) -> bytes | Unreadable | None:
        if name == os.devnull:
            return None
        if name not in self._data:  # a pipe can be read once
            self._data[name] = self._input if name == "-" else self._read_file(name)
        data = self._data[name]
        return Unreadable(self._path, too_large(self._limit)) if len(data) > self._limit else data

    def _read_file(self, name: str) -> bytes:
        try:
            with (self._folder / name).open("rb") as file:
                return file.read(self._limit + 1)
        except OSError as error:
            raise SourceError(f"'{name}' cannot be read: {error.strerror}") from None

    @cached_property
    def _input(self) -> bytes:
        if self._stdin is None:
            raise SourceError("standard input is closed; name a file instead of '-'")
        return self._stdin.read(self._limit + 1)
