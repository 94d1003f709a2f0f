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
        pytest.param("| [Bees](https://bees.example) | 2020 | No |", [], id="all is well"),
        pytest.param(
            "| Bees | 2020 | No |",
            ["4: 'Paper' should be a link like [text](https://...), not 'Bees'"],
            id="text for a link",
        ),
        pytest.param(
            "| [Bees](https://bees.example) | soon | no |",
            [
                "4: 'Year' should be a year like 2024, not 'soon'",
                "4: 'Free' should be 'Yes' or 'No', not 'no'",
            ],
            id="two faults",
        ),
    ],
)
def test_a_new_row(said: Callable[..., list[str]], row: str, expected: list[str]) -> None:
    assert said("row-schema", TABLE, f"{TABLE}{row}\n", SETTINGS) == expected


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        pytest.param("never", "never", [], id="stays and the row changes elsewhere"),
        pytest.param("never", "always", ["4: 'Free' should be 'Yes' or 'No', not 'always'"], id="is another"),
        pytest.param("Yes", "never", ["4: 'Free' should be 'Yes' or 'No', not 'never'"], id="is new"),
        pytest.param("never", "Yes", [], id="is mended"),
    ],
)
def test_a_fault_of_an_old_row(
    said: Callable[..., list[str]], base: str, head: str, expected: list[str]
) -> None:
    before = f"{TABLE}| [Bees](https://bees.example) | 2020 | {base} |\n"
    after = f"{TABLE}| [Bees](https://bees.example) | 2021 | {head} |\n"
    assert said("row-schema", before, after, SETTINGS) == expected


def test_a_table_without_a_row_schema_is_left_alone(said: Callable[..., list[str]]) -> None:
    assert said("row-schema", TABLE, f"{TABLE}| Bees | soon | never |\n") == []
