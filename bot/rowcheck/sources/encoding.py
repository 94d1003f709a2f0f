"""Bytes to text as GitHub shows them, and which bytes are no list at all.

Line ends stay as they are. `decode` takes any bytes; `obstacle` says when its answer would not be
what the list's readers see.
"""

from __future__ import annotations

import codecs
import os

from rowcheck.errors import SourceError

_MARKS = (  # the longer ones first: the mark of UTF-32-LE begins with the one of UTF-16-LE
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LFS = b"version https://git-lfs.github.com/spec/"
_LOOK = 8000  # bytes; git looks at as many to tell binary files
_NULS = 0.1  # English in UTF-16 has one NUL in two bytes, Chinese lists with Latin names one in ten


def decode(data: bytes) -> str:
    """The text without its byte order mark; bytes that are not UTF-8 become U+FFFD."""
    mark, encoding = _encoding(data)
    return data[len(mark) :].decode(encoding, "replace")


def encode(text: str, original: bytes) -> bytes | None:
    """A changed text in the bytes of its file; None where decoding had to replace some of them."""
    mark, encoding = _encoding(original)
    try:
        original[len(mark) :].decode(encoding)
        return mark + text.encode(encoding)
    except UnicodeError:
        return None


def strict(data: bytes, path: str) -> str:
    """The text of a settings file. Raises SourceError where a byte is not UTF-8."""
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        raise SourceError(f"{path}:{line}: is not UTF-8 text here; save the file as UTF-8") from None


def obstacle(data: bytes) -> str | None:
    """Why a file cannot be checked, or None: wide characters, binary data, a pointer to the real file."""
    _, encoding = _encoding(data)
    if encoding != "utf-8":
        return f"is {encoding[:6].upper()} text; save it as UTF-8"
    look = data[:_LOOK]
    if look.count(0) > _NULS * len(look):
        return "is not text, or UTF-16 without a mark; save it as UTF-8"
    if data.startswith(_LFS):
        return "is kept in Git LFS, which holds only a pointer here; keep lists in git itself"
    return None


def _encoding(data: bytes) -> tuple[bytes, str]:
    return next((known for known in _MARKS if data.startswith(known[0])), (b"", "utf-8"))


def from_git(raw: bytes) -> str:
    """A name as git prints it with -z."""
    return raw.decode("utf-8", "surrogateescape")


def to_git(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


def from_disk(path: str) -> str:
    """A name as the command line or the file system gives it."""
    return from_git(os.fsencode(path))


def to_disk(path: str) -> str:
    """A name to open a file by: the same bytes, whatever the locale calls them."""
    return os.fsdecode(to_git(path))
