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
            id="links, and what they are like",
        ),
        pytest.param(
            [f"{2000 + n}" for n in range(9)], ["'It' is never empty", "'It' has a year"], id="years"
        ),
        pytest.param(
            ["Yes", "No"] * 9, ["'It' is never empty", "'It' is 'Yes' or 'No'"], id="one of a few values"
        ),
        pytest.param(
            ["`GET`", "`PUT`"] * 9,
            ["'It' is never empty", "'It' is 'GET' or 'PUT'"],
            id="one of a few values says more than that it is code",
        ),
        pytest.param(
            [*(BUTTON.format(n=n) for n in range(20)), *["🔒"] * 10],
            ["'It' is never empty", "'It' begins with a link or an image in HTML, or '🔒'"],
            id="HTML, or a sign that there is none",
        ),
        pytest.param(["", "a", "b", "c", "d", "e"], [], id="nothing in common"),
        pytest.param(["2020"] * 4, [], id="too few to tell"),
    ],
)
def test_what_is_seen(
    column: Callable[[Sequence[str]], Column], cells: list[str], expected: list[str]
) -> None:
    _, habits = columns.habits(column(cells), 0.99)
    assert [habit.sentence for habit in habits if habit.fit.share >= 0.99] == expected


def test_a_row_that_is_too_short_has_an_empty_cell() -> None:
    text = "| It | Other |\n| - | - |\n" + "| a | b |\n" * 9 + "| a |\n"
    document = documents.read("README.md", text)
    kin = TableGroup(("It", "Other"), (), ((document, document.tables[0]),))
    _, (filled, *_) = columns.habits(kin.column("Other"), 0.9)
    assert (filled.about, filled.fit.rows, filled.fit.against) == ("required", 10, (("README.md", 12),))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["Yes", "No"] * 10, {"enum": ["Yes", "No"]}, id="as the page shows them"),
        pytest.param(
            ["`apiKey`", "No"] * 10,
            {"$ref": "rowcheck:markdown", "enum": ["`apiKey`", "No"]},
            id="as they are written, where that says more",
        ),
        pytest.param(["Yes", ""] * 10, {"enum": ["Yes", ""]}, id="nothing may be one of them"),
        pytest.param(
            ["**Yes**", "Yes", "No", "No"] * 10,
            {"enum": ["Yes", "No"]},
            id="not as written where that varies",
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
            id="capital, no stop",
        ),
        pytest.param(
            [f"{it}." for it in SENTENCES],
            ["has at most 80 characters", "begins with a capital letter", "ends with a full stop"],
            id="full stops",
        ),
        pytest.param(
            [it.lower() for it in SENTENCES],
            ["has at most 80 characters", "ends without punctuation"],
            id="small letters are no rule",
        ),
        pytest.param(
            [*(f"{it} {n}" for n in range(10) for it in SENTENCES), "It does " + "very " * 99],
            ["has at most 80 characters", "begins with a capital letter", "ends without punctuation"],
            id="one far too long is an outlier",
        ),
        pytest.param(
            [*SENTENCES, "", ""],
            ["has at most 80 characters", "begins with a capital letter", "ends without punctuation"],
            id="empty cells are no sentences",
        ),
        pytest.param(
            [f"它 做 得 很 好 {n} 件 事" for n in range(30)],
            ["has at most 50 characters", "ends without punctuation"],
            id="letters that are neither capital nor small",
        ),
        pytest.param(
            [*(f"It is {'x' * 70} {n:08}" for n in range(20)), *SENTENCES, f"It is {'x' * 80} long"],
            ["has at most 120 characters", "begins with a capital letter", "ends without punctuation"],
            id="a limit has room for a text a bit longer than the longest",
        ),
        pytest.param(
            [
                *(f"It is {'x' * 84} {n:08}" for n in range(20)),
                *(f"{it} {n}" for n in range(3) for it in SENTENCES),
                f"It is {'x' * 100} long",
            ],
            ["has at most 100 characters", "begins with a capital letter", "ends without punctuation"],
            id="but for one that many texts keep just so",
        ),
        pytest.param(SENTENCES[:19], [], id="too few"),
        pytest.param(["Two words", "One", "Three short words"] * 10, [], id="names are no sentences"),
    ],
)
def test_sentences(column: Callable[[Sequence[str]], Column], cells: list[str], expected: list[str]) -> None:
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
        pytest.param(links("Title {n}"), [OWN, HTTPS, HTTP], id="titles over https"),
        pytest.param(links("Title {n}", scheme="http"), [OWN, HTTP], id="titles over http"),
        pytest.param(
            links("Code", "Project"), ["reads 'Code' or 'Project'", HTTPS, HTTP], id="one of two texts"
        ),
        pytest.param(
            links("Code", count=60, host="github.com"),
            ["reads 'Code'", "leads to github.com", HTTPS, HTTP],
            id="one site only",
        ),
        pytest.param(
            links("Code", count=40, host="github.com"),
            ["reads 'Code'", HTTPS, HTTP],
            id="forty links to a site may be chance",
        ),
        pytest.param(
            [*links("Title {n}"), "<https://bare.example/>"],
            ["has a text", HTTPS, HTTP],
            id="an address may stand for itself where one does",
        ),
        pytest.param(
            [f"[Solution {n}](./solutions/{n}.py)" for n in range(20)],
            [OWN],
            id="paths of the repository",
        ),
    ],
)
def test_habits_of_links(
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
            id="links",
        ),
    ],
)
def test_where_a_rule_about_links_is_written(kind: Kind, expected: dict[str, Any]) -> None:
    assert columns.schema_of_links(kind, "url", {"minLength": 1}) == expected


def test_a_cell_that_is_no_link_is_not_told_twice(column: Callable[[Sequence[str]], Column]) -> None:
    found = columns.links(column([*links("Code"), "nothing to see"]), Kind("link"))
    assert {habit.fit.share for habit in found} == {1.0}
