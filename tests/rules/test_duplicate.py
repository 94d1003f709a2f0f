from __future__ import annotations

from collections.abc import Callable

import pytest

UNIQUE = "tables: {papers: {unique: [{by: Paper.url, as: work}, {by: Paper.text, as: title}]}}"
TABLE = """\
| Paper | Year |
| --- | --- |
| [Ants in lines](https://arxiv.org/abs/2101.00001) | 2021 |
| [Bees in rows](https://bees.example/rows) | 2021 |
"""


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("| [Cows](https://cows.example) | 2021 |", [], id="another work"),
        pytest.param(
            "| [On ants](https://arxiv.org/pdf/2101.00001v2.pdf) | 2021 |",
            ["5: 'On ants' has the same link as 'Ants in lines' (line 3): both are arxiv 2101.00001"],
            id="the PDF of a listed paper",
        ),
        pytest.param(
            "| [Bees](http://www.bees.example/rows/?utm_source=x#top) | 2021 |",
            ["5: 'Bees' has the same link as 'Bees in rows' (line 4): both are 'bees.example/rows'"],
            id="the same URL in another spelling",
        ),
        pytest.param(
            "| [Bees in rows](https://bees.example/rows) | 2022 |",
            ["5: 'Bees in rows' is already listed (line 4), with the same link"],
            id="the same title and link",
        ),
        pytest.param(
            "| [BEES, in rows!](https://hives.example) | 2021 |",
            ["5: 'BEES, in rows!' is already listed (line 4)"],
            id="the same title with another link",
        ),
        pytest.param("| - | 2021 |", [], id="nothing to compare"),
    ],
)
def test_a_new_row_under_settings(messages: Callable[..., list[str]], row: str, expected: list[str]) -> None:
    assert messages("duplicate", TABLE, f"{TABLE}{row}\n", UNIQUE) == expected


FILLED = TABLE + "".join(f"| [Item {n}](https://item{n}.example) | 2021 |\n" for n in range(6))


@pytest.mark.parametrize(
    ("row", "count"),
    [
        pytest.param(
            "| [On ants](https://arxiv.org/pdf/2101.00001) | 2021 |", 1, id="a paper under two names"
        ),
        pytest.param("| [Bees in rows](https://bees.example/rows) | 2022 |", 1, id="a page under one name"),
        pytest.param("| [Bees in hives](https://bees.example/rows) | 2022 |", 0, id="a page under two names"),
        pytest.param("| [Bees in rows](https://hives.example) | 2022 |", 1, id="a name with two pages"),
    ],
)
def test_a_new_row_without_settings(messages: Callable[..., list[str]], row: str, count: int) -> None:
    assert len(messages("duplicate", FILLED, f"{FILLED}{row}\n")) == count
    assert messages("duplicate", FILLED, f"{FILLED}{row}\n", "tables: {papers: {group_by: Year}}") == []


JOBS = "| Company | Role | Apply |\n| --- | --- | --- |\n"
QUILL = "| [Quill](https://quill.example) | Engineer | [Apply](https://jobs.example/1) |\n"
COMPANIES = "".join(
    f"| [Firm {n}](https://firm{n}.example) | Role {n} | [Apply](https://jobs.example/{n}2) |\n"
    for n in range(10)
)


@pytest.mark.parametrize(
    ("base", "new", "expected"),
    [
        pytest.param(
            JOBS,
            QUILL + QUILL.replace("Engineer", "Designer").replace("/1", "/2"),
            [],
            id="a table without older rows",
        ),
        pytest.param(
            JOBS + QUILL,
            QUILL.replace("Engineer", "Designer").replace("/1", "/2"),
            [],
            id="a second role in a table of one row",
        ),
        pytest.param(
            JOBS + QUILL + COMPANIES,
            QUILL.replace("Engineer", "Designer").replace("/1", "/2"),
            [],
            id="a second role with its own link",
        ),
        pytest.param(
            JOBS + QUILL + QUILL.replace("Engineer", "Writer") + COMPANIES,
            QUILL.replace("Engineer", "Designer"),
            [],
            id="a table that repeats companies",
        ),
        pytest.param(
            JOBS + QUILL,
            QUILL.replace("quill.example", "quill.example/?utm_source=list"),
            ["4: 'Quill' is already listed (line 3), with the same link: both are 'quill.example'"],
            id="the same row with a tracking parameter",
        ),
        pytest.param(
            JOBS + QUILL,
            QUILL,
            ["4: 'Quill' is already listed (line 3), with the same link"],
            id="the same row",
        ),
    ],
)
def test_uniqueness_is_concluded_from_evidence(
    messages: Callable[..., list[str]], base: str, new: str, expected: list[str]
) -> None:
    assert messages("duplicate", base, base + new) == expected


def test_few_rows_are_judged_by_the_tables_of_the_same_columns(messages: Callable[..., list[str]]) -> None:
    other = "## Other\n\n| Paper | Year |\n| --- | --- |\n"
    other += "".join(f"| [Other {n}](https://other{n}.example) | 2021 |\n" for n in range(20))
    row = "| [On ants](https://arxiv.org/pdf/2101.00001) | 2021 |\n"
    assert (
        len(messages("duplicate", f"{other}\n## Ants\n\n{TABLE}", f"{other}\n## Ants\n\n{TABLE}{row}")) == 1
    )


def test_names_that_other_tables_repeat_may_recur(messages: Callable[..., list[str]]) -> None:
    other = "## Other\n\n| Paper | Year |\n| --- | --- |\n"
    other += "".join(f"| [Other {n // 2}](https://other{n}.example) | 202{n % 2} |\n" for n in range(20))
    base = f"{other}\n## Ants\n\n{FILLED}"
    assert messages("duplicate", base, f"{base}| [Bees in rows](https://hives.example) | 2022 |\n") == []
    same = "| [bees in rows](https://hives.example) | 2021 |\n"
    assert messages("duplicate", base, base + same) == ["38: 'bees in rows' is already listed (line 31)"]


def test_the_lower_one_of_two_new_rows_is_reported(messages: Callable[..., list[str]]) -> None:
    new = "| [Cows](https://cows.example) | 2021 |\n| [Kine](https://cows.example/) | 2021 |\n"
    assert messages("duplicate", TABLE, TABLE + new, UNIQUE) == [
        "6: 'Kine' has the same link as 'Cows' (line 5): both are 'cows.example'"
    ]


def test_a_new_row_above_the_old_one_is_reported(messages: Callable[..., list[str]]) -> None:
    head = TABLE.replace("| [Ants", "| [Bees again](https://bees.example/rows) | 2021 |\n| [Ants")
    assert messages("duplicate", TABLE, head, UNIQUE) == [
        "3: 'Bees again' has the same link as 'Bees in rows' (line 5)",
    ]


def test_an_edited_row_with_the_link_of_another_row_is_reported(messages: Callable[..., list[str]]) -> None:
    head = TABLE.replace("https://bees.example/rows", "https://arxiv.org/abs/2101.00001")
    assert messages("duplicate", TABLE, head, UNIQUE) == [
        "4: 'Bees in rows' has the same link as 'Ants in lines' (line 3)"
    ]


def test_old_duplicates_are_not_reported(messages: Callable[..., list[str]]) -> None:
    pair = f"{TABLE}| [Bees again](https://bees.example/rows) | 2021 |\n"
    edited = pair.removesuffix("2021 |\n") + "2022 |\n"
    assert messages("duplicate", pair, edited, UNIQUE) == []
    assert messages("duplicate", pair, f"# List\n\n{pair}", UNIQUE) == []


@pytest.mark.parametrize(
    ("scope", "count"),
    [
        pytest.param("table", 0, id="the table"),
        pytest.param("section", 0, id="the section"),
        pytest.param("file", 1, id="the file"),
        pytest.param("list", 1, id="the list"),
    ],
)
def test_scopes(messages: Callable[..., list[str]], scope: str, count: int) -> None:
    unique = f"tables: {{papers: {{unique: [{{by: Paper.url, scope: {scope}}}]}}}}"
    base = f"## Old\n\n{TABLE}\n## New\n\n| Paper | Year |\n| --- | --- |\n"
    found = messages("duplicate", base, f"{base}| [Bees](https://bees.example/rows) | 2021 |\n", unique)
    assert found == ["12: 'Bees' has the same link as 'Bees in rows' (line 6, under 'Old')"] * count


@pytest.mark.parametrize(
    ("unique", "count"),
    [
        pytest.param("[]", 0, id="no column"),
        pytest.param("[{by: Year, as: text}]", 1, id="the year"),
        pytest.param("[{by: Paper.text, as: title}]", 0, id="the title"),
    ],
)
def test_columns_that_must_be_unique(messages: Callable[..., list[str]], unique: str, count: int) -> None:
    head = f"{TABLE}| [Cows](https://bees.example/rows) | 2021 |\n"
    assert len(messages("duplicate", TABLE, head, f"tables: {{papers: {{unique: {unique}}}}}")) == count
