from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowcheck.compare.edits import apply_edits, edit_text, git_patch, merge_fixes
from rowcheck.markdown.documents import split_lines
from rowcheck.model import Edit, Fix


def fix(*edits: Edit, title: str = "Fix it") -> Fix:
    return Fix(title, edits, safe=True)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param([], "abc", id="no edit"),
        pytest.param([Edit(2, 2, "x")], "axc", id="a line is replaced"),
        pytest.param([Edit(2, 2, "x\ny")], "axyc", id="a line becomes two"),
        pytest.param([Edit(1, 2, "x")], "xc", id="two lines become one"),
        pytest.param([Edit(2, 2, None)], "ac", id="a line is deleted"),
        pytest.param([Edit(2, 1, "x")], "axbc", id="a line is inserted"),
        pytest.param([Edit(4, 3, "x")], "abcx", id="a line is appended"),
        pytest.param([Edit(3, 3, None), Edit(1, 0, "c")], "cab", id="a line is moved up"),
        pytest.param([Edit(1, 1, None), Edit(4, 3, "a")], "bca", id="a line is moved down"),
        pytest.param(
            [Edit(1, 1, "x"), Edit(2, 1, "y")], "xybc", id="a line is inserted below a replaced one"
        ),
    ],
)
def test_lines_after_edits(edits: list[Edit], expected: str) -> None:
    assert "".join(apply_edits("abc", edits)) == expected


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        pytest.param(Edit(1, 1, "x"), Edit(2, 2, "y"), True, id="adjacent lines"),
        pytest.param(Edit(2, 2, "x"), Edit(2, 2, "y"), False, id="the same line"),
        pytest.param(Edit(1, 3, "x"), Edit(2, 2, None), False, id="a line within"),
        pytest.param(Edit(2, 1, "x"), Edit(2, 1, "y"), False, id="two insertions at the same place"),
        pytest.param(Edit(2, 1, "x"), Edit(3, 2, "y"), True, id="insertions at two places"),
        pytest.param(Edit(2, 1, "x"), Edit(1, 2, "y"), False, id="an insertion inside replaced lines"),
        pytest.param(Edit(2, 2, "x"), Edit(2, 2, "x"), True, id="the same edit twice"),
    ],
)
def test_compatible_fixes(one: Edit, other: Edit, together: bool) -> None:
    for first, second in ((one, other), (other, one)):
        merged = merge_fixes([fix(first), fix(second)])
        assert len(merged.taken) == 1 + together
        assert [reason for _, reason in merged.refused] == (
            [] if together else [f"line {second.line} is changed by another fix"]
        )


EDITS = st.tuples(st.integers(1, 9), st.integers(-1, 2), st.sampled_from([None, "x", "x\ny"])).map(
    lambda it: Edit(it[0], min(it[0] + it[1], 9), it[2])
)
FIXES = st.lists(
    st.lists(EDITS, min_size=1, max_size=2, unique=True).map(lambda edits: fix(*edits)), max_size=5
)
TEXT = "abcdefghi"


@given(FIXES)
def test_every_fix_is_taken_or_refused(many: list[Fix]) -> None:
    merged = merge_fixes(many)
    assert len(merged.taken) + len(merged.refused) == len(many)
    assert set(merged.edits) == {edit for fix in merged.taken for edit in fix.edits}


@given(FIXES)
def test_edits_can_be_applied_in_any_order(many: list[Fix]) -> None:
    edits = merge_fixes([fix for fix in many if len(fix.edits) == 1]).edits
    assert apply_edits(TEXT, edits) == apply_edits(TEXT, tuple(reversed(edits)))


@given(FIXES)
def test_a_line_without_an_edit_is_kept(many: list[Fix]) -> None:
    edits = merge_fixes([fix for fix in many if len(fix.edits) == 1]).edits
    named = {line for edit in edits for line in range(edit.line, edit.end_line + 1)}
    kept = [text for line, text in enumerate(TEXT, 1) if line not in named]
    assert [text for text in apply_edits(TEXT, edits) if text in TEXT and text not in "xy"] == kept


@pytest.mark.parametrize(
    ("text", "edits", "expected"),
    [
        pytest.param("a\nb\n", [Edit(2, 2, "x")], "a\nx\n", id="LF"),
        pytest.param("a\r\nb\r\n", [Edit(2, 2, "x\ny")], "a\r\nx\r\ny\r\n", id="CRLF, also for new lines"),
        pytest.param("a\rb\r", [Edit(1, 0, "x")], "x\ra\rb\r", id="CR"),
        pytest.param("a\nb\r\nc\n", [Edit(3, 3, "x")], "a\nb\r\nx\n", id="mixed line ends are kept"),
        pytest.param("a\nb", [Edit(3, 2, "x")], "a\nb\nx", id="a missing final line end stays missing"),
        pytest.param("a\nb", [Edit(2, 2, None)], "a", id="the last line is deleted"),
        pytest.param("a\n\nb", [Edit(3, 3, None)], "a\n\n", id="an empty line keeps its end"),
        pytest.param("", [Edit(1, 0, "x")], "x\n", id="an empty file"),
        pytest.param(
            "a\x0cb\u2028c\n",
            [Edit(2, 1, "x")],
            "a\x0cb\u2028c\nx\n",
            id="a form feed does not end a line",
        ),
    ],
)
def test_line_ends_are_kept(text: str, edits: list[Edit], expected: str) -> None:
    assert edit_text(text, edits) == expected


@given(st.text("ab\n|", max_size=20), st.sampled_from(["\n", "\r\n", "\r"]), st.lists(EDITS, max_size=1))
def test_a_text_and_its_lines_are_edited_alike(text: str, end: str, edits: list[Edit]) -> None:
    text = text.replace("\n", end)
    before = split_lines(text)
    edits = [edit for edit in edits if edit.end_line <= len(before) and edit.line <= len(before) + 1]
    assert split_lines(edit_text(text, edits)) == apply_edits(before, edits)


@settings(max_examples=20)
@given(st.text("ab\n\r", max_size=12), st.text("ab\n\r", max_size=12))
def test_git_applies_the_patch(tmp_path_factory: pytest.TempPathFactory, before: str, after: str) -> None:
    folder = tmp_path_factory.mktemp("list")
    (folder / "list.md").write_bytes(before.encode())
    patch = git_patch("list.md", before, after)
    assert bool(patch) == (before != after)
    if patch:
        apply_patch(folder, patch)
        assert (folder / "list.md").read_bytes() == after.encode()


def apply_patch(folder: Path, patch: str) -> None:
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    done = subprocess.run(command, cwd=folder, input=patch.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
