"""Write files atomically: a reader sees either the old content or the new."""

from __future__ import annotations

import os
from pathlib import Path

from rowcheck.errors import SourceError
from rowcheck.sources.encoding import to_disk


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path`, with the mode of an existing file. Raises OSError.

    The data is first written to a new file in the same folder; an existing link of its name is not followed.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with partial.open("xb") as file:
            file.write(data)
        if path.exists():
            partial.chmod(path.stat().st_mode & 0o7777)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def is_unchanged(top: Path, path: str, data: bytes) -> bool:
    """Whether `path` below `top` is a file, not a symbolic link, and contains just `data`."""
    place = top / to_disk(path)
    try:
        return not place.is_symlink() and place.read_bytes() == data
    except OSError:
        return False


def replace(top: Path, path: str, old: bytes, new: bytes) -> None:
    """Write `new` to `path` below `top` if the file contains `old`; its mode is kept.

    Raises SourceError if the file has changed, is a link, or cannot be written.
    """
    if not is_unchanged(top, path, old):
        raise SourceError(f"{path}: is not what was checked, so it was left as it is")
    try:
        write_atomically(top / to_disk(path), new)
    except OSError as error:
        raise SourceError(f"{path}: cannot be written: {error.strerror}") from None
