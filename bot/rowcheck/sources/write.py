"""Put a fixed list file in the place of the old one, whole or not at all.

The only part that writes to a work tree. It never writes through a symbolic link, and never over
a file that is not what was checked.
"""

from __future__ import annotations

import os
from pathlib import Path

from rowcheck.errors import SourceError
from rowcheck.sources.encoding import to_disk


def holds(top: Path, path: str, data: bytes) -> bool:
    """Whether the file at `path` below `top` is a file of its own with just these bytes."""
    place = top / to_disk(path)
    try:
        return not place.is_symlink() and place.read_bytes() == data
    except OSError:
        return False


def replace(top: Path, path: str, old: bytes, new: bytes) -> None:
    """Write `new` to `path` below `top` if it holds `old`; mode and name stay as they are.

    Raises SourceError when the file has changed, is a link, or cannot be written.
    """
    if not holds(top, path, old):
        raise SourceError(f"{path}: is not what was checked, so it was left as it is")
    try:
        write_atomically(top / to_disk(path), new)
    except OSError as error:
        raise SourceError(f"{path}: cannot be written: {error.strerror}") from None


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path`, with the mode of the file that was there. Raises OSError.

    It goes into a new file beside it first: a link that lies there under that name is not followed.
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
