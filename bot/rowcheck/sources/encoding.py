"""Convert between bytes and text: the contents of files, and their names in git and on disk."""

from __future__ import annotations

import codecs
import os

from rowcheck.errors import SourceError

_BYTE_ORDER_MARKS = (  # UTF-32 first: its little-endian mark starts with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_SAMPLE = 8000  # bytes; git looks at as many to recognize a binary file
_NUL_SHARE = 0.1  # UTF-16 has one NUL in two bytes of English, in ten of Chinese with Latin names


def decode(data: bytes) -> str:
    """Return the text without its byte order mark; bytes that are not UTF-8 become U+FFFD."""
    mark, encoding = _encoding(data)
    return data[len(mark) :].decode(encoding, "replace")


def encode(text: str, original: bytes) -> bytes | None:
    """Return a changed text in the encoding of its file; None if decoding replaced bytes of the file."""
    mark, encoding = _encoding(original)
    try:
        original[len(mark) :].decode(encoding)
        return mark + text.encode(encoding)
    except UnicodeError:
        return None


def decode_utf8(data: bytes, path: str) -> str:
    """Return the text of a settings file. Raises SourceError, with the line, if it is not UTF-8."""
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SourceError(f"{path}:{line}: is not UTF-8 text here; save the file as UTF-8") from None


def unsupported(data: bytes) -> str | None:
    """Return the reason why a file cannot be checked: UTF-16 or UTF-32, binary data or a Git LFS pointer."""
    _, encoding = _encoding(data)
    if encoding != "utf-8":
        return f"is {encoding[:6].upper()} text; save it as UTF-8"
    sample = data[:_SAMPLE]
    if sample.count(0) > _NUL_SHARE * len(sample):
        return "is not text, or UTF-16 without a byte order mark; save it as UTF-8"
    if data.startswith(_LFS_POINTER):
        return "is kept in Git LFS, which holds only a pointer here; keep lists in git itself"
    return None


def _encoding(data: bytes) -> tuple[bytes, str]:
    return next((entry for entry in _BYTE_ORDER_MARKS if data.startswith(entry[0])), (b"", "utf-8"))


def from_git(raw: bytes) -> str:
    """Return the text of a file name that git printed with -z; other bytes than UTF-8 become surrogates."""
    return raw.decode("utf-8", "surrogateescape")


def to_git(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


def from_disk(path: str) -> str:
    """Return the text, as from git, of a name from the command line or the file system."""
    return from_git(os.fsencode(path))


def to_disk(path: str) -> str:
    """Return the name to open a file by: the same bytes in the encoding of the file system."""
    return os.fsdecode(to_git(path))
