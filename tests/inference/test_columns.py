from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from rowcheck.inference import columns
from rowcheck.inference.evidence import Column, Kind
from rowcheck.inference.groups import TableGroup
from rowcheck.markdown import documents

BUTTON = '<a href="https://jobs.example/{n}"><img src="https://i.example/apply.png" alt="Apply"></a>'


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            [f"[A{n}](https://a.example/{n})" for n in range(9)],
            [
                "'It' is never empty",
                "'It' has a link",
                "the link of 'It' has a text of its own",
                "the link of 'It' begins with https://",
                "the link of 'It' begins with http:// or https://",
            ],
            id="links with their texts and addresses",
        ),
        pytest.param(
            [f"{2000 + n}" for n in range(9)],
            ["'It' is never empty", "'It' has a year"],
            id="a column of years",
        ),
        pytest.param(
            ["Yes", "No"] * 9, ["'It' is never empty", "'It' is 'Yes' or 'No'"], id="a column of two values"
        ),
        pytest.param(
            ["`GET`", "`PUT`"] * 9,
            ["'It' is never empty", "'It' is 'GET' or 'PUT'"],
            id="a column of two values in code marks",
        ),
        pytest.param(
            [*(BUTTON.format(n=n) for n in range(20)), *["🔒"] * 10],
            ["'It' is never empty", "'It' begins with a link or an image in HTML, or '🔒'"],
            id="links in HTML, or a sign for nothing",
        ),
        pytest.param(["", "a", "b", "c", "d", "e"], [], id="different words have no habit"),
        pytest.param(["2020"] * 4, [], id="four cells are too few"),
    ],
)
def test_the_habits_of_a_column(
    column: Callable[[Sequence[str]], Column], cells: list[str], expected: list[str]
) -> None:
    _, habits = columns.habits(column(cells), 0.99)
    assert [habit.sentence for habit in habits if habit.fit.share >= 0.99] == expected


def test_a_cell_that_a_short_row_lacks_counts_as_empty() -> None:
    text = "| It | Other |\n| - | - |\n" + "| a | b |\n" * 9 + "| a |\n"
    document = documents.read("README.md", text)
    kin = TableGroup(("It", "Other"), (), ((document, document.tables[0]),))
    _, (filled, *_) = columns.habits(kin.column("Other"), 0.9)
    assert (filled.about, filled.fit.rows, filled.fit.against) == ("required", 10, (("README.md", 12),))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["Yes", "No"] * 10, {"enum": ["Yes", "No"]}, id="values are compared by the text shown"),
        pytest.param(
            ["`apiKey`", "No"] * 10,
            {"$ref": "rowcheck:markdown", "enum": ["`apiKey`", "No"]},
            id="values are compared by source if some are in code marks",
        ),
        pytest.param(["Yes", ""] * 10, {"enum": ["Yes", ""]}, id="the empty text may be a value"),
        pytest.param(
            ["**Yes**", "Yes", "No", "No"] * 10,
            {"enum": ["Yes", "No"]},
            id="values are compared by the text shown if the source varies",
        ),
    ],
)
def test_the_schema_of_a_closed_set(
    column: Callable[[Sequence[str]], Column], cells: list[str], expected: dict[str, object]
) -> None:
    (habit,) = columns.values(column(cells))
    assert habit.value == expected
    assert habit.fit.share == 1


SENTENCES = [f"It does {'a great ' * (n % 5)}deal of thing {n} well" for n in range(30)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            SENTENCES,
            ["has at most 80 characters", "begins with a capital letter", "ends without punctuation"],
            id="a capital letter and no full stop",
        ),
        pytest.param(
            [f"{text}." for text in SENTENCES],
            ["has at most 80 characters", "begins with a capital letter", "ends with a full stop"],
            id="full stops",
        ),
        pytest.param(
            [text.lower() for text in SENTENCES],
            ["has at most 80 characters", "ends without punctuation"],
            id="lower case is not a rule",
        ),
        pytest.param(
            [*(f"{text} {n}" for n in range(10) for text in SENTENCES), "It does " + "very " * 99],
            ["has at most 80 characters", "begins with a capital letter", "ends without punctuation"],
            id="the limit does not include one outlier",
        ),
        pytest.param(
            [*SENTENCES, "", ""],
            ["has at most 80 characters", "begins with a capital letter", "ends without punctuation"],
            id="empty cells do not count",
        ),
        pytest.param(
            [f"它 做 得 很 好 {n} 件 事" for n in range(30)],
            ["has at most 50 characters", "ends without punctuation"],
            id="letters without case",
        ),
        pytest.param(
            [*(f"It is {'x' * 70} {n:08}" for n in range(20)), *SENTENCES, f"It is {'x' * 80} long"],
            ["has at most 120 characters", "begins with a capital letter", "ends without punctuation"],
            id="the limit leaves room above the longest text",
        ),
        pytest.param(
            [
                *(f"It is {'x' * 84} {n:08}" for n in range(20)),
                *(f"{text} {n}" for n in range(3) for text in SENTENCES),
                f"It is {'x' * 100} long",
            ],
            ["has at most 100 characters", "begins with a capital letter", "ends without punctuation"],
            id="a limit that many texts just keep leaves no room",
        ),
        pytest.param(SENTENCES[:19], [], id="19 texts are too few"),
        pytest.param(["Two words", "One", "Three short words"] * 10, [], id="names are not sentences"),
    ],
)
def test_how_sentences_are_written(
    column: Callable[[Sequence[str]], Column], cells: list[str], expected: list[str]
) -> None:
    assert [
        habit.sentence.removeprefix("'It' ") for habit in columns.sentences(column(cells), 0.99)
    ] == expected


OWN, HTTPS, HTTP = "has a text of its own", "begins with https://", "begins with http:// or https://"


def links(*texts: str, count: int = 24, scheme: str = "https", host: str = "h{n}.example") -> list[str]:
    return [
        f"[{texts[n % len(texts)].format(n=n)}]({scheme}://{host.format(n=n)}/p/{n})" for n in range(count)
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(links("Title {n}"), [OWN, HTTPS, HTTP], id="titles with https addresses"),
        pytest.param(links("Title {n}", scheme="http"), [OWN, HTTP], id="titles with http addresses"),
        pytest.param(
            links("Code", "Project"), ["reads 'Code' or 'Project'", HTTPS, HTTP], id="one of two texts"
        ),
        pytest.param(
            links("Code", count=60, host="github.com"),
            ["reads 'Code'", "leads to github.com", HTTPS, HTTP],
            id="sixty links to one host are a rule",
        ),
        pytest.param(
            links("Code", count=40, host="github.com"),
            ["reads 'Code'", HTTPS, HTTP],
            id="forty links to one host may be chance",
        ),
        pytest.param(
            [*links("Title {n}"), "<https://bare.example/>"],
            ["has a text", HTTPS, HTTP],
            id="an address may be its own text where one is",
        ),
        pytest.param(
            [f"[Solution {n}](./solutions/{n}.py)" for n in range(20)],
            [OWN],
            id="paths inside the repository",
        ),
    ],
)
def test_the_texts_and_addresses_of_links(
    column: Callable[[Sequence[str]], Column], given: list[str], expected: list[str]
) -> None:
    found = columns.links(column(given), Kind("link"))
    assert [habit.sentence.removeprefix("the link of 'It' ") for habit in found] == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param(
            Kind("link"), {"$ref": "rowcheck:link", "properties": {"url": {"minLength": 1}}}, id="a link"
        ),
        pytest.param(
            Kind("links"),
            {"$ref": "rowcheck:links", "items": {"properties": {"url": {"minLength": 1}}}},
            id="several links",
        ),
    ],
)
def test_the_schema_of_a_rule_about_links(kind: Kind, expected: dict[str, Any]) -> None:
    assert columns.schema_of_links(kind, "url", {"minLength": 1}) == expected


def test_a_cell_without_a_link_counts_against_the_kind_only(
    column: Callable[[Sequence[str]], Column],
) -> None:
    found = columns.links(column([*links("Code"), "nothing to see"]), Kind("link"))
    assert {habit.fit.share for habit in found} == {1.0}
