from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from rowcheck.inference import links
from rowcheck.inference.evidence import Column
from rowcheck.inference.habit import Kind

OWN, HTTPS, HTTP = "has a text of its own", "begins with https://", "begins with http:// or https://"


def cells(*texts: str, count: int = 24, scheme: str = "https", host: str = "h{n}.example") -> list[str]:
    return [
        f"[{texts[n % len(texts)].format(n=n)}]({scheme}://{host.format(n=n)}/p/{n})" for n in range(count)
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(cells("Title {n}"), [OWN, HTTPS, HTTP], id="titles over https"),
        pytest.param(cells("Title {n}", scheme="http"), [OWN, HTTP], id="titles over http"),
        pytest.param(
            cells("Code", "Project"), ["reads 'Code' or 'Project'", HTTPS, HTTP], id="one of two texts"
        ),
        pytest.param(
            cells("Code", count=60, host="github.com"),
            ["reads 'Code'", "leads to github.com", HTTPS, HTTP],
            id="one site only",
        ),
        pytest.param(
            cells("Code", count=40, host="github.com"),
            ["reads 'Code'", HTTPS, HTTP],
            id="forty links to a site may be chance",
        ),
        pytest.param(
            [*cells("Title {n}"), "<https://bare.example/>"],
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
    found = links.habits(column(given), Kind("link"))
    assert [habit.says.removeprefix("the link of 'It' ") for habit in found] == expected


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
    assert links.within(kind, "url", {"minLength": 1}) == expected


def test_a_cell_that_is_no_link_is_not_told_twice(column: Callable[[Sequence[str]], Column]) -> None:
    found = links.habits(column([*cells("Code"), "nothing to see"]), Kind("link"))
    assert {habit.fit.share for habit in found} == {1.0}
