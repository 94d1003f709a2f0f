from __future__ import annotations

import pytest

from rowcheck.settings import patterns


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        pytest.param("b", "abc", True, id="anywhere"),
        pytest.param("^b", "abc", False, id="at the start"),
        pytest.param("b$", "b\n", False, id="at the very end"),
        pytest.param(r"^\p{Lu}\p{Ll}+$", "Éa", True, id="by the kind of character"),
        pytest.param("(?i)YES", "yes", True, id="without case"),
    ],
)
def test_a_pattern_is_found(pattern: str, text: str, found: bool) -> None:
    assert patterns.found(pattern, text) is found


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        pytest.param("a+", None, id="what can be run"),
        pytest.param("a(?!b)", "look-around is not available; say it with 'not' or 'allOf'", id="look-ahead"),
        pytest.param(r"(a)\1", "backreferences are not available", id="backreference"),
        pytest.param("[a", "missing ]: [a", id="torn"),
        pytest.param("a{9999}", "invalid repetition size: {9999}", id="too many"),
    ],
)
def test_why_a_pattern_cannot_be_run(pattern: str, problem: str | None) -> None:
    assert patterns.problem(pattern) == problem


def test_a_pattern_that_backtracks_exponentially_elsewhere_ends() -> None:
    assert not patterns.found("^(a+)+$", "a" * 100_000 + "!")
