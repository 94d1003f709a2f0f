"""A file is written whole or not at all: whoever reads it sees the old bytes or the new ones.

Does not ask whether it should be written, or by which name people know it.
"""

from __future__ import annotations

import os
from pathlib import Path


def write(path: Path, data: bytes) -> None:
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
