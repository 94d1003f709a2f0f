from __future__ import annotations

import pytest

from rowcheck.inference.layout import Line, rendered

RULE, COMMENT = Line("a: 1"), Line("b: 2", rule=False)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(RULE, ["a: 1"], id="a rule"),
        pytest.param(COMMENT, ["# b: 2"], id="a comment"),
        pytest.param(
            Line("it:", below=(RULE, COMMENT)),
            ["it:", "  a: 1", "  # b: 2"],
            id="a comment stands where the rule would",
        ),
        pytest.param(
            Line("it:", below=(COMMENT,)),
            ["# it:", "#   b: 2"],
            id="what has no rule below it is a comment as a whole",
        ),
        pytest.param(
            Line("it:", below=(Line("in:", below=(COMMENT,)), RULE)),
            ["it:", "  # in:", "  #   b: 2", "  a: 1"],
            id="at any depth",
        ),
    ],
)
def test_lines(line: Line, expected: list[str]) -> None:
    assert list(rendered([line])) == expected
