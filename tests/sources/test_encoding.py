from __future__ import annotations

import codecs
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.errors import SourceError
from rowcheck.sources.encoding import decode, encode, from_disk, from_git, obstacle, strict, to_disk, to_git


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"| a |\r\n", "| a |\r\n", id="line ends stay"),
        pytest.param(codecs.BOM_UTF8 + b"| a |", "| a |", id="a byte order mark goes"),
        pytest.param(b"a" + codecs.BOM_UTF8, "a\ufeff", id="a mark further on is text"),
        pytest.param(b"caf\xe9 |", "caf\ufffd |", id="a byte that is not UTF-8 is replaced"),
        pytest.param(b"\xf0\x9f\x98 |", "\ufffd |", id="a character cut off is replaced once"),
        pytest.param("\ufeffä".encode("utf-16-le"), "ä", id="a UTF-16 mark is believed"),
        pytest.param("\ufeffä".encode("utf-32-le"), "ä", id="a UTF-32 mark is not taken for UTF-16"),
        pytest.param(b"", "", id="nothing is nothing"),
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
def test_what_was_decoded_is_encoded_as_it_was(text: str, encoding: str) -> None:
    # No NUL: in UTF-16 a first one makes, with the mark before it, the mark of UTF-32.
    data = text.encode(encoding)
    assert encode(decode(data), data) == data


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        pytest.param(codecs.BOM_UTF8 + b"a", codecs.BOM_UTF8 + b"b", id="a mark is kept"),
        pytest.param(b"caf\xe9", None, id="no fix is written where a byte would be lost"),
    ],
)
def test_encode(original: bytes, expected: bytes | None) -> None:
    assert encode("b", original) == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"| a |", None, id="text"),
        pytest.param(b"", None, id="an empty file is text"),
        pytest.param(b"| a\0 | and some more text |", None, id="a stray NUL is still text"),
        pytest.param(b"caf\xe9", None, id="other encodings are shown with replacements"),
        pytest.param("\ufeffa".encode("utf-16-be"), "is UTF-16 text; save it as UTF-8", id="UTF-16"),
        pytest.param("\ufeffa".encode("utf-32-be"), "is UTF-32 text; save it as UTF-8", id="UTF-32"),
        pytest.param(
            "| a |".encode("utf-16-le"),
            "is not text, or UTF-16 without a mark; save it as UTF-8",
            id="UTF-16 without a mark",
        ),
        pytest.param(
            b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
            "is kept in Git LFS, which holds only a pointer here; keep lists in git itself",
            id="a pointer of Git LFS",
        ),
    ],
)
def test_obstacle(data: bytes, reason: str | None) -> None:
    assert obstacle(data) == reason


def test_settings_lose_their_mark() -> None:
    assert strict(codecs.BOM_UTF8 + b"a: 1", "rowcheck.yml") == "a: 1"


def test_settings_that_are_not_utf_8_name_the_line() -> None:
    with pytest.raises(
        SourceError, match=r"^rowcheck\.yml:2: is not UTF-8 text here; save the file as UTF-8$"
    ):
        strict(b"a: 1\nb: \xe9\n", "rowcheck.yml")


@given(st.binary())
def test_any_name_of_git_comes_back(raw: bytes) -> None:
    assert to_git(from_git(raw)) == raw


@pytest.mark.skipif(os.name == "nt", reason="names are UTF-16 there")
@given(st.binary().filter(lambda raw: b"\0" not in raw))
def test_a_name_opens_the_file_that_git_means(raw: bytes) -> None:
    assert os.fsencode(to_disk(from_git(raw))) == raw
    assert from_disk(os.fsdecode(raw)) == from_git(raw)
