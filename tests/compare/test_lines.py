from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowcheck.compare.lines import Hunk, Hunks, diff_lines, longest_increasing

LINES = st.lists(st.sampled_from("abcdef"), max_size=20)
DISTINCT = st.permutations(range(30)).map(lambda numbers: [str(number) for number in numbers])


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        pytest.param("abc", "abc", [], id="nothing changed"),
        pytest.param("", "ab", [Hunk(1, 0, 1, 2)], id="all lines are added"),
        pytest.param("ab", "", [Hunk(1, 2, 1, 0)], id="all lines are removed"),
        pytest.param("abc", "axbc", [Hunk(2, 1, 2, 2)], id="a line is added"),
        pytest.param("abc", "ac", [Hunk(2, 2, 2, 1)], id="a line is removed"),
        pytest.param("abc", "axc", [Hunk(2, 2, 2, 2)], id="a line is replaced"),
        pytest.param("abcde", "xbcdy", [Hunk(1, 1, 1, 1), Hunk(5, 5, 5, 5)], id="both ends are replaced"),
        pytest.param(
            "axb", "ycaxxb", [Hunk(1, 0, 1, 2), Hunk(3, 2, 5, 5)], id="the second of two equal lines is new"
        ),
        pytest.param(
            "axxb-",
            "axb-z",
            [Hunk(3, 3, 3, 2), Hunk(6, 5, 5, 5)],
            id="the second of two equal lines is removed",
        ),
        pytest.param(
            ["a", "", "x", "b"],
            ["y", "a", "", "x", "", "x", "b"],
            [Hunk(1, 0, 1, 1), Hunk(2, 1, 3, 4)],
            id="an addition with a blank line is not moved down",
        ),
        pytest.param("ab", "abab", [Hunk(3, 2, 3, 4)], id="a copy is below the original"),
        pytest.param("a-b-c", "a-x-b-c", [Hunk(3, 2, 3, 4)], id="a line among lines that repeat"),
    ],
)
def test_differences(base: Sequence[str], head: Sequence[str], expected: list[Hunk]) -> None:
    assert list(diff_lines(base, head).all) == expected


@pytest.mark.parametrize(
    ("base", "head", "line", "anchor"),
    [
        pytest.param("abc", "abc", 2, 2, id="the line itself where nothing changed"),
        pytest.param("abcd", "abxcd", 3, 3, id="the line itself where it changed"),
        pytest.param("abcd", "abxcd", 5, 3, id="the last changed line above"),
        pytest.param("abcd", "abxcd", 1, 3, id="the first changed line below, where none is above"),
        pytest.param("abcdef", "axcdyf", 4, 2, id="between two changes"),
        pytest.param("abcd", "acd", 3, 2, id="the line next to a removed one"),
        pytest.param("abcd", "abc", 1, 3, id="the last line where the end was removed"),
        pytest.param("abcd", "", 1, 1, id="an emptied file has no anchor"),
    ],
)
def test_anchors(base: str, head: str, line: int, anchor: int) -> None:
    assert diff_lines(base, head).anchor(line) == anchor


@given(LINES, LINES)
def test_hunks_turn_the_base_into_the_head(base: list[str], head: list[str]) -> None:
    assert applied(diff_lines(base, head), base, head) == head


@given(DISTINCT, DISTINCT)
def test_hunks_of_a_permutation_turn_the_base_into_the_head(base: list[str], head: list[str]) -> None:
    assert applied(diff_lines(base, head), base, head) == head


@given(LINES, LINES)
def test_hunks_are_in_order_and_do_not_touch(base: list[str], head: list[str]) -> None:
    found = diff_lines(base, head).all
    for before, after in pairwise(found):
        assert before.base_end < after.base
        assert before.end < after.line
    assert all(hunk.base <= hunk.base_end or hunk.line <= hunk.end for hunk in found)


@given(LINES, LINES)
def test_an_unchanged_line_is_in_the_base(base: list[str], head: list[str]) -> None:
    changed = diff_lines(base, head).changed
    kept = [text for line, text in enumerate(head, 1) if line not in changed]
    rest = iter(base)
    assert all(text in rest for text in kept)


@given(st.lists(st.text("abcdefghij", min_size=3, max_size=3), unique=True, max_size=20), st.data())
def test_lines_that_occur_once_are_compared_like_difflib(base: list[str], data: st.DataObject) -> None:
    """Removed and added unique lines have only one minimal diff."""
    kept = [line for line in base if data.draw(st.booleans())]
    head = list(kept)
    for number in range(data.draw(st.integers(0, 3))):
        head.insert(data.draw(st.integers(0, len(head))), f"new {number}")
    matcher = SequenceMatcher(None, base, head, autojunk=False)
    changed = {
        line
        for tag, _, _, start, end in matcher.get_opcodes()
        if tag != "equal"
        for line in range(start + 1, end + 1)
    }
    assert diff_lines(base, head).changed == changed


@settings(max_examples=15)
@given(base=LINES, head=LINES)
def test_git_can_comment_on_every_anchor(
    tmp_path_factory: pytest.TempPathFactory, base: list[str], head: list[str]
) -> None:
    """Each anchor is a line of git's diff with three lines of context, as GitHub requires."""
    folder = tmp_path_factory.mktemp("versions")
    for name, lines in (("base", base), ("head", head)):
        (folder / name).write_text("".join(f"{line}\n" for line in lines))
    assert {*diff_lines(base, head).anchors} <= shown_by_git(folder)


def test_a_large_file_of_repeated_lines() -> None:
    base = ["a", "b"] * 20_000
    head = ["b", "b", "a"] * 15_000
    found = diff_lines(base, head)
    assert applied(found, base, head) == head


def test_gaps_nested_thousands_of_levels_deep() -> None:
    """Each pair of unique lines leaves a gap with one other such pair."""

    def nested(own: str) -> list[str]:
        lines = [own]
        for number in range(3_000):
            lines += [f"{number + 1}", f"{number}", own]
        return lines

    base, head = nested("base"), nested("head")
    assert applied(diff_lines(base, head), base, head) == head


def applied(found: Hunks, base: Sequence[str], head: Sequence[str]) -> list[str]:
    """Return the base with the lines of each hunk replaced."""
    lines = list(base)
    for hunk in reversed(found.all):
        lines[hunk.base - 1 : hunk.base_end] = head[hunk.line - 1 : hunk.end]
    return lines


def shown_by_git(folder: Path) -> set[int]:
    command = ["git", "diff", "--no-index", "--unified=3", "base", "head"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    shown: set[int] = set()
    for start, count in re.findall(r"^@@ \S+ \+(\d+)(?:,(\d+))? @@", done.stdout, re.MULTILINE):
        shown.update(range(int(start), int(start) + int(count or 1)))
    return shown


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        pytest.param([], set(), id="no number"),
        pytest.param([7], {0}, id="one number"),
        pytest.param([1, 2, 3], {0, 1, 2}, id="all in order"),
        pytest.param([3, 1, 2], {1, 2}, id="the first is out of order"),
        pytest.param([2, 3, 1], {0, 1}, id="the last is out of order"),
        pytest.param([1, 9, 2, 3], {0, 2, 3}, id="one in the middle is too large"),
        pytest.param([4, 4], {1}, id="equal numbers are not increasing"),
    ],
)
def test_longest_increasing(numbers: list[int], kept: set[int]) -> None:
    assert longest_increasing(numbers) == kept


@given(st.lists(st.integers(0, 9), max_size=9))
def test_no_longer_increasing_sequence_exists(numbers: list[int]) -> None:
    kept = [numbers[index] for index in sorted(longest_increasing(numbers))]
    assert is_increasing(kept)
    longer = combinations(numbers, len(kept) + 1)
    assert not any(is_increasing(list(run)) for run in longer)


def is_increasing(numbers: list[int]) -> bool:
    return all(before < after for before, after in pairwise(numbers))
