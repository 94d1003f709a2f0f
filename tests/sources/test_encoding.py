from __future__ import annotations

import codecs
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.errors import SourceError
from rowcheck.sources.encoding import (
    decode,
    decode_utf8,
    encode,
    from_disk,
    from_git,
    to_disk,
    to_git,
    unsupported,
)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"| a |\r\n", "| a |\r\n", id="line ends are kept"),
        pytest.param(codecs.BOM_UTF8 + b"| a |", "| a |", id="a byte order mark is removed"),
        pytest.param(b"a" + codecs.BOM_UTF8, "a\ufeff", id="a byte order mark inside the text is kept"),
        pytest.param(b"caf\xe9 |", "caf\ufffd |", id="a byte that is not UTF-8 is replaced"),
        pytest.param(b"\xf0\x9f\x98 |", "\ufffd |", id="a truncated character is replaced once"),
        pytest.param("\ufeffä".encode("utf-16-le"), "ä", id="UTF-16 with a byte order mark is decoded"),
        pytest.param("\ufeffä".encode("utf-32-le"), "ä", id="UTF-32 is not mistaken for UTF-16"),
        pytest.param(b"", "", id="no bytes are an empty text"),
    ],
)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data) == text


@given(st.binary())
def test_any_bytes_decode(data: bytes) -> None:
    assert isinstance(decode(data), str)


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff\0")),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_a_decoded_text_is_encoded_to_the_same_bytes(text: str, encoding: str) -> None:
    # A NUL after the byte order mark of UTF-16 makes it the byte order mark of UTF-32.
    data = text.encode(encoding)
    assert encode(decode(data), data) == data


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        pytest.param(codecs.BOM_UTF8 + b"a", codecs.BOM_UTF8 + b"b", id="a byte order mark is kept"),
        pytest.param(b"caf\xe9", None, id="a text with replaced bytes cannot be encoded"),
    ],
)
def test_encode(original: bytes, expected: bytes | None) -> None:
    assert encode("b", original) == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"| a |", None, id="text"),
        pytest.param(b"", None, id="an empty file is text"),
        pytest.param(b"| a\0 | and some more text |", None, id="a single NUL does not make the data binary"),
        pytest.param(b"caf\xe9", None, id="other encodings are checked with replacement characters"),
        pytest.param("\ufeffa".encode("utf-16-be"), "is UTF-16 text; save it as UTF-8", id="UTF-16"),
        pytest.param("\ufeffa".encode("utf-32-be"), "is UTF-32 text; save it as UTF-8", id="UTF-32"),
        pytest.param(
            "| a |".encode("utf-16-le"),
            "is not text, or UTF-16 without a byte order mark; save it as UTF-8",
            id="UTF-16 without a byte order mark",
        ),
        pytest.param(
            b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
            "is kept in Git LFS, which holds only a pointer here; keep lists in git itself",
            id="a Git LFS pointer",
        ),
    ],
)
def test_unsupported(data: bytes, reason: str | None) -> None:
    assert unsupported(data) == reason


def test_settings_are_decoded_without_their_byte_order_mark() -> None:
    assert decode_utf8(codecs.BOM_UTF8 + b"a: 1", "rowcheck.yml") == "a: 1"


def test_settings_that_are_not_utf_8_are_an_error_with_the_line() -> None:
    with pytest.raises(
        SourceError, match=r"^rowcheck\.yml:2: is not UTF-8 text here; save the file as UTF-8$"
    ):
        decode_utf8(b"a: 1\nb: \xe9\n", "rowcheck.yml")


@given(st.binary())
def test_any_file_name_of_git_is_preserved(raw: bytes) -> None:
    assert to_git(from_git(raw)) == raw


@pytest.mark.skipif(os.name == "nt", reason="names are UTF-16 there")
@given(st.binary().filter(lambda raw: b"\0" not in raw))
def test_a_file_name_of_git_is_the_same_bytes_on_disk(raw: bytes) -> None:
    assert os.fsencode(to_disk(from_git(raw))) == raw
    assert from_disk(os.fsdecode(raw)) == from_git(raw)
