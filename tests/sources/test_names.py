from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.errors import SourceError
from rowcheck.sources.names import from_disk, from_git, inside, to_disk, to_git


@given(st.binary())
def test_any_name_of_git_comes_back(raw: bytes) -> None:
    assert to_git(from_git(raw)) == raw


@pytest.mark.skipif(os.name == "nt", reason="names are UTF-16 there")
@given(st.binary().filter(lambda raw: b"\0" not in raw))
def test_a_name_opens_the_file_that_git_means(raw: bytes) -> None:
    assert os.fsencode(to_disk(from_git(raw))) == raw
    assert from_disk(os.fsdecode(raw)) == from_git(raw)


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        pytest.param("a.yml", "a.yml", id="a plain path stays"),
        pytest.param("./docs/../a.yml", "a.yml", id="dots are resolved"),
        pytest.param("..a/b", "..a/b", id="a name may begin with dots"),
    ],
)
def test_inside(path: str, normal: str) -> None:
    assert inside(path) == normal


@pytest.mark.parametrize("path", ["../a.yml", "docs/../../a.yml", "/etc/passwd", ".."])
def test_a_path_that_leads_out_is_refused(path: str) -> None:
    with pytest.raises(SourceError, match="leads out of the repository"):
        inside(path)
