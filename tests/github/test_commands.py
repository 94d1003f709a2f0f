from __future__ import annotations

import pytest

from rowcheck.github.commands import Command, parse

CHECK = Command("check")


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        pytest.param("/rowcheck", [CHECK], id="the command alone"),
        pytest.param("/revalidate", [CHECK], id="its other name"),
        pytest.param("/RowCheck  ", [CHECK], id="case and blanks do not count"),
        pytest.param("Thanks!\n\n/rowcheck\n\nBye", [CHECK], id="on a line of its own"),
        pytest.param("Thanks!\r\n/rowcheck\r\n", [CHECK], id="right below other words, from the web editor"),
        pytest.param("please /rowcheck", [], id="not within a line"),
        pytest.param("/rowchecker", [], id="not as the beginning of a word"),
        pytest.param("> /rowcheck", [], id="not in a quote"),
        pytest.param("> said\n/rowcheck", [], id="not where a quote goes on"),
        pytest.param("> said\n\n/rowcheck", [CHECK], id="after the end of a quote"),
        pytest.param("```\n/rowcheck\n```", [], id="not in fenced code"),
        pytest.param("~~~\n/rowcheck", [], id="not in fenced code without an end"),
        pytest.param("    /rowcheck", [], id="not in indented code"),
        pytest.param("\t/rowcheck", [], id="not behind a tab"),
        pytest.param("<!--\n/rowcheck\n-->", [], id="not in an HTML comment"),
        pytest.param("<pre>\n/rowcheck\n</pre>", [], id="not in an HTML block"),
        pytest.param("- /rowcheck", [], id="not in a list item"),
        pytest.param("/rowcheck what is this", [Command("unknown", reason="what is this")], id="other words"),
        pytest.param("/rowcheck waive", [Command("unknown", reason="waive")], id="a waiver without a rule"),
        pytest.param(
            "/rowcheck waive order", [Command("waive", "order", "*")], id="a rule for the whole pull request"
        ),
        pytest.param(
            '/rowcheck waive order "A B" two editions',
            [Command("waive", "order", "A B", "two editions")],
            id="a row in quotation marks, and the reason",
        ),
        pytest.param(
            "/rowcheck waive order “A B” so",
            [Command("waive", "order", "A B", "so")],
            id="a row in the quotation marks of a telephone",
        ),
        pytest.param(
            "/rowcheck waive duplicate https://x.example/a two uses",
            [Command("waive", "duplicate", "https://x.example/a", "two uses")],
            id="a row by its URL",
        ),
        pytest.param(
            "/rowcheck unwaive order CLIP", [Command("unwaive", "order", "CLIP")], id="taking a waiver back"
        ),
        pytest.param(
            "/rowcheck waive order A x\n/rowcheck waive order B y",
            [Command("waive", "order", "A", "x"), Command("waive", "order", "B", "y")],
            id="several commands, in their order",
        ),
        pytest.param("/rowcheck waive --all", [Command("unknown", reason="waive --all")], id="no rule"),
    ],
)
def test_what_a_comment_asks_for(body: str, asked: list[Command]) -> None:
    assert list(parse(body)) == asked


def test_a_list_has_names_of_its_own() -> None:
    assert parse("/check", ["check"]) == (CHECK,)
    assert parse("/rowcheck", ["check"]) == ()
