from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.markdown import documents
from rowcheck.reporters import tables

TEXT = """\
# List

## Papers

| Paper | Year | Code |
| --- | :-: | --- |
| [Ants](https://ants.example) | 2021 | [Code](https://code.example) and ![logo](logo.png) |
| *Bees* | 2022 |
| Cows | 2023 | - | more |

Or | Or
-- | --
a \\| b | `c`
"""


def told(text: str) -> dict[str, Any]:
    line = tables.as_json(documents.read("list.md", text))
    assert line.count("\n") == 1
    value = json.loads(line)
    assert isinstance(value, dict)
    return value


def test_a_paragraph_a_table_names_the_ragged_rows() -> None:
    assert tables.as_text(documents.read("list.md", TEXT)) == (
        "list.md:5-9: List › Papers\n"
        "    3 rows: Paper | Year | Code\n"
        "    line 8 has 2 of 3 cells: | *Bees* | 2022 |\n"
        "    line 9 has 4 of 3 cells: | Cows | 2023 | - | more |\n"
        "\n"
        "list.md:11-13: List › Papers\n"
        "    1 row: Or | Or 2\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Text.\n", "list.md: no table\n", id="no table"),
        pytest.param(
            "| A |\n| - |\n", "list.md:1-2: (no heading)\n    0 rows: A\n", id="no heading and no row"
        ),
        pytest.param(
            "| \x1b[31mA |\n| - |\n",
            "list.md:1-2: (no heading)\n    0 rows: \\x1b[31mA\n",
            id="control characters are shown, not sent",
        ),
        pytest.param(
            f"| A |\n| - |\n| {'x' * 99} | y |\n",
            f"list.md:1-3: (no heading)\n    1 row: A\n    line 3 has 2 of 1 cells: | {'x' * 57}…\n",
            id="a long row is cut",
        ),
    ],
)
def test_text(text: str, expected: str) -> None:
    assert tables.as_text(documents.read("list.md", text)) == expected


def test_json_tells_what_is_rendered() -> None:
    value = told(TEXT)
    first, second = value["tables"]
    assert (value["path"], first["line"], first["end_line"]) == ("list.md", 5, 9)
    assert (first["headings"], first["columns"]) == (["List", "Papers"], ["Paper", "Year", "Code"])
    assert [row["line"] for row in first["rows"]] == [7, 8, 9]
    assert first["rows"][0]["cells"][0] == {
        "text": "Ants",
        "source": "[Ants](https://ants.example)",
        "links": [{"text": "Ants", "url": "https://ants.example"}],
    }
    assert first["rows"][1]["cells"][2] == {"text": "", "source": "", "links": []}
    assert [row["surplus"] for row in first["rows"]] == [[], [], ["more"]]
    assert [cell["text"] for cell in second["rows"][0]["cells"]] == ["a | b", "c"]
    assert second["columns"] == ["Or", "Or 2"]


PIECES = [
    "| a | b |\n",
    "| - | - |\n",
    "| ",
    " |",
    "\n",
    "> ",
    "- ",
    "`",
    "[x](y)",
    "\\|",
    "é",
    "\x00",
    "\u2028",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_every_row_has_as_many_cells_as_its_table_has_columns(text: str) -> None:
    for table in told(text)["tables"]:
        assert {len(row["cells"]) for row in table["rows"]} <= {len(table["columns"])}
        assert len(set(table["columns"])) == len(table["columns"])
