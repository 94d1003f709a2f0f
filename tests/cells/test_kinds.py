from __future__ import annotations

import json
from typing import Any, get_args

import pytest

from rowcheck.cells import kinds
from rowcheck.cells.kinds import KINDS, kind
from rowcheck.inference import evidence
from rowcheck.markdown import documents
from rowcheck.settings import contract, settings

NOTHING = frozenset(("", "-", "n/a"))
READ = sorted(kind.name for kind in KINDS.values() if kind.read)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("", "nothing", id="an empty cell"),
        pytest.param("N/A", "nothing", id="a word for nothing"),
        pytest.param("**-**", "nothing", id="a word for nothing in bold"),
        pytest.param("X", "text", id="a name of one letter"),
        pytest.param("[Ants](https://ants.example)", "link", id="a link"),
        pytest.param("[a][1] / [b](https://b.example) 🔥", "link", id="links with punctuation and emoji"),
        pytest.param('<a href="https://a.example">Ants</a>', "link", id="a link in HTML"),
        pytest.param("[a (b)](https://a.example/c_(d))", "link", id="a link with parentheses in its address"),
        pytest.param("Voles of the [Alps](https://alps.example)", "prose", id="words with a link among them"),
        pytest.param("[![s](https://s.example)](https://a.example)", "image", id="an image in a link"),
        pytest.param("<img src='https://s.example'>", "image", id="an image in HTML"),
        pytest.param("https://ants.example", "address", id="a URL without link text"),
        pytest.param("2024", "year", id="a year"),
        pytest.param("60,000", "number", id="a number with a comma"),
        pytest.param("~5.4M", "number", id="a number with a magnitude"),
        pytest.param("82.5%", "number", id="a percentage"),
        pytest.param("2100000", "number", id="a number that begins like a year"),
        pytest.param("2024-03-31", "date", id="a day"),
        pytest.param("Mar 31, 2024", "date", id="a day in words"),
        pytest.param("Marching", "text", id="a word that begins like a month"),
        pytest.param("GPT-4", "text", id="a name with a number in it"),
        pytest.param("`OAuth`", "text", id="words in code"),
    ],
)
def test_the_kind_of_a_cell_is_recognised(source: str, expected: str) -> None:
    assert kind(source) == expected


def value(kind: str, text: str, nothing: frozenset[str] | None = None) -> Any:
    (table,) = documents.read("list.md", f"|It|x|\n|-|-|\n|{text}|y|\n").tables
    cell = table.cell(table.rows[0], "It")
    assert cell is not None
    return kinds.value(cell, kind, nothing)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        pytest.param("text", " **A** [b](c) `d` ", "A b d", id="text is what is rendered"),
        pytest.param("markdown", " **A** [b](c) ", "**A** [b](c)", id="markdown is the source"),
        pytest.param("link", "[a](https://x.org)", {"text": "a", "url": "https://x.org"}, id="a link"),
        pytest.param("link", "**[a](b)**", {"text": "a", "url": "b"}, id="a link in bold"),
        pytest.param(
            "link", "https://x.org", {"text": "https://x.org", "url": "https://x.org"}, id="an address"
        ),
        pytest.param("link", "[a](b) c", "a c", id="a link with other text is text"),
        pytest.param("link", "[a](b)[c](d)", "ac", id="two links are text"),
        pytest.param("link", "a", "a", id="words are no link"),
        pytest.param(
            "links",
            "[a](b) / [c](d)",
            [{"text": "a", "url": "b"}, {"text": "c", "url": "d"}],
            id="links with text between them",
        ),
        pytest.param("links", "a", "a", id="words are no links"),
        pytest.param("image", "![a](b.png)", {"text": "a", "url": "b.png"}, id="an image"),
        pytest.param("image", "[![a](b.png)](c)", {"text": "a", "url": "b.png"}, id="a linked image"),
        pytest.param("image", "a", "a", id="words are no image"),
        pytest.param("code", "`a b`", {"code": "a b"}, id="code"),
        pytest.param("code", "a `b`", "a b", id="code with other text is text"),
        pytest.param("integer", "60,000", 60000, id="commas"),
        pytest.param("integer", "-7", -7, id="a sign"),
        pytest.param("integer", "6,00", "6,00", id="commas in odd places"),
        pytest.param("integer", "5.4M", "5.4M", id="a number with a magnitude is not a whole number"),
        pytest.param("integer", "1" * 30, "1" * 30, id="more digits than a number has"),
        pytest.param("number", "5.4M", 5_400_000, id="a magnitude"),
        pytest.param("number", "3 million", 3_000_000, id="a magnitude in words"),
        pytest.param("number", "0.87 B", "0.87 B", id="a letter behind a space may be a unit"),
        pytest.param("number", "12.5", 12.5, id="decimals"),
        pytest.param("number", "1,234.5k", 1_234_500, id="all at once"),
        pytest.param("number", "5 apples", "5 apples", id="other words"),
        pytest.param("number", "٣", "٣", id="digits of another script"),
        pytest.param("year", "2024", 2024, id="a year"),
        pytest.param("year", "24", "24", id="two digits are no year"),
        pytest.param("date", " 2024-03-31 ", "2024-03-31", id="a date is text"),
    ],
)
def test_a_cell_becomes_a_value(kind: str, text: str, expected: Any) -> None:
    assert value(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        pytest.param("integer", "-", None, id="a word for nothing"),
        pytest.param("link", " N/A ", None, id="in another case"),
        pytest.param("text", "", None, id="an empty cell"),
        pytest.param("text", "n/a?", "n/a?", id="another word"),
        pytest.param(
            "link",
            "[-](a)",
            {"text": "-", "url": "a"},
            id="a link is a value, whatever its text",
        ),
        pytest.param("image", "![](a)", {"text": "", "url": "a"}, id="an image is a value"),
    ],
)
def test_a_word_for_nothing_is_null(kind: str, text: str, expected: Any) -> None:
    assert value(kind, text, NOTHING) == expected


def test_row_schemas_know_each_kind_that_is_read() -> None:
    defined = json.loads(contract.shipped("cell"))["$defs"]
    assert {name: schema["cell"] for name, schema in defined.items()} == {
        form: kind for kind in READ for form in (kind, f"nullable-{kind}")
    }
    assert json.loads(contract.shipped("row"))["$defs"]["keywords"]["properties"]["cell"]["enum"] == sorted(
        READ
    )


def test_the_settings_know_each_kind_with_a_sort_key() -> None:
    by_key = {kind.name for kind in KINDS.values() if kind.key}
    as_ = json.loads(contract.shipped("config"))["$defs"]["order"]["properties"]["as"]
    assert set(as_["enum"]) == set(get_args(settings.OrderAs)) == by_key


def test_the_order_of_a_table_is_inferred_by_each_kind_with_a_sort_key() -> None:
    by_key = {kind.name for kind in KINDS.values() if kind.key}
    assert {*evidence.DISTINCT_KEYS, "venue-year"} == by_key, (
        "a venue and a year are text, or a year, to `init`"
    )


def test_a_kind_that_is_read_is_narrower_than_text_or_text() -> None:
    narrow = {kind.name for kind in KINDS.values() if kind.read} - {"text", "markdown"}
    assert all(KINDS[name].example for name in narrow), "row schemas and `init` name it with an example"
    assert narrow - {"image"} == {name for name in narrow if KINDS[name].write}


def test_column_habits_know_each_kind_that_is_recognised() -> None:
    recognised = {kind.name for kind in KINDS.values() if kind.recognise}
    assert all(kind.beside <= recognised for kind in KINDS.values())
    assert {kind for kind in recognised if not KINDS[kind].beside} == {"nothing", "year", "prose"}


@pytest.mark.parametrize("kind", READ)
def test_a_nullable_kind_differs_in_its_type_only(kind: str) -> None:
    defined = json.loads(contract.shipped("cell"))["$defs"]
    plain, nullable = (
        {key: item for key, item in defined[name].items() if key != "description"}
        for name in (kind, f"nullable-{kind}")
    )
    assert nullable == {**plain, "type": [plain["type"], "null"]}
