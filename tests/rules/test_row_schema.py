from __future__ import annotations

from collections.abc import Callable

import pytest

TABLE = "| Paper | Year | Free |\n| --- | --- | --- |\n| [Ants](https://ants.example) | 2019 | Yes |\n"
SETTINGS = """\
tables:
  papers:
    row:
      properties:
        Paper: {$ref: "rowcheck:link"}
        Year: {$ref: "rowcheck:year", minimum: 1990}
        Free: {enum: ["Yes", "No"]}
"""


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("| [Bees](https://bees.example) | 2020 | No |", [], id="a row that matches"),
        pytest.param(
            "| Bees | 2020 | No |",
            ["4: 'Paper' should be a link like [text](https://...), not 'Bees'"],
            id="text instead of a link",
        ),
        pytest.param(
            "| [Bees](https://bees.example) | soon | no |",
            [
                "4: 'Year' should be a year like 2024, not 'soon'",
                "4: 'Free' should be 'Yes' or 'No', not 'no'",
            ],
            id="two problems",
        ),
    ],
)
def test_a_new_row_is_validated(messages: Callable[..., list[str]], row: str, expected: list[str]) -> None:
    assert messages("row-schema", TABLE, f"{TABLE}{row}\n", SETTINGS) == expected


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        pytest.param("never", "never", [], id="an old problem in an edited row"),
        pytest.param(
            "never",
            "always",
            ["4: 'Free' should be 'Yes' or 'No', not 'always'"],
            id="another problem in the same cell",
        ),
        pytest.param("Yes", "never", ["4: 'Free' should be 'Yes' or 'No', not 'never'"], id="a new problem"),
        pytest.param("never", "Yes", [], id="a fixed problem"),
    ],
)
def test_only_new_problems_of_an_old_row_are_reported(
    messages: Callable[..., list[str]], base: str, head: str, expected: list[str]
) -> None:
    before = f"{TABLE}| [Bees](https://bees.example) | 2020 | {base} |\n"
    after = f"{TABLE}| [Bees](https://bees.example) | 2021 | {head} |\n"
    assert messages("row-schema", before, after, SETTINGS) == expected


def test_a_table_without_a_row_schema_is_not_checked(messages: Callable[..., list[str]]) -> None:
    assert messages("row-schema", TABLE, f"{TABLE}| Bees | soon | never |\n") == []
