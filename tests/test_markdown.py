"""Hostile lists: whatever the text, reading it takes time in proportion to its length and ends well."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from rowcheck.markdown import documents

HEAD = "|a|b|\n|-|-|\n"

# A linear reader takes four times as long for a text four times as long, a quadratic one sixteen times.
FOUR_TIMES = 9

DOCUMENTS = [
    pytest.param(lambda n: HEAD + "| x | [y](u) |\n" * n, id="many rows"),
    pytest.param(lambda n: "|a" * n + "\n" + "|-" * n + "\n" + "|b" * n, id="many columns"),
    pytest.param(lambda n: (HEAD + "\n") * n, id="many tables"),
    pytest.param(lambda n: "# a\n" * n, id="many headings"),
    pytest.param(lambda n: ("# a\n" + HEAD) * n, id="many headings with tables"),
    pytest.param(lambda n: "a\n" * n * 4, id="a long paragraph"),
    pytest.param(lambda n: "a" * n * 50, id="a long line"),
    pytest.param(lambda n: " \n" * n * 4, id="blank lines"),
    pytest.param(lambda n: "| a | b |\n|-|\n" * n, id="delimiter rows that do not fit"),
    pytest.param(lambda n: "a\n|" + " " * n * 20 + "x", id="a delimiter row of blanks"),
    pytest.param(lambda n: "a\n" + "-|" * n * 4 + "x", id="a delimiter row that is none in the end"),
    pytest.param(lambda n: ">" * n + "|a|\n" + ">" * n + "|-|", id="deep quotes"),
    pytest.param(lambda n: "- " * n + "a", id="deep lists"),
    pytest.param(lambda n: "- > " * n + "a", id="deep quotes in lists"),
    pytest.param(lambda n: "- a\n" + "  \n" * n, id="blank lines in an item"),
    pytest.param(lambda n: "```\n" + "`` `\n" * n, id="a fence that never ends"),
    pytest.param(lambda n: "* " * n * 4 + "x", id="nearly a thematic break"),
    pytest.param(lambda n: "a\n" + "=" * n * 20 + "x", id="nearly a setext heading"),
    pytest.param(lambda n: "#" + " #" * n + " a", id="a heading of number signs"),
    pytest.param(lambda n: "<a" + " b" * n * 4, id="a tag of attributes"),
    pytest.param(lambda n: "<a b" + " " * n * 20 + "=\n", id="a tag of blanks"),
    pytest.param(lambda n: "<a b='" * n, id="a tag of quotes"),
    pytest.param(lambda n: "".join(f"[{i}]: /u 't'\n" for i in range(n)), id="many definitions"),
    pytest.param(lambda n: "[a]: /u 'x\n" * n, id="definitions without an end"),
    pytest.param(lambda n: "[a]: " + "(" * n * 4 + "\n=", id="a definition of parentheses"),
    pytest.param(lambda n: "[a]: u '" + "\\'" * n * 4 + "\n=", id="a definition of escapes"),
    pytest.param(lambda n: "[" + "\\" * n * 4 + "\n=", id="a label of backslashes"),
    pytest.param(lambda n: "[a]: u" + " " * n * 4 + "x\n=", id="a definition of blanks"),
]

CELLS = [
    "`",
    "`a",
    "[",
    "[]",
    "[a](b)",
    "[](",
    "[](<",
    '[](a "',
    "[a][b",
    "![",
    "![a](b)",
    "[![a](b)",
    "*",
    "*a",
    "a*",
    "*a _b ",
    "**a *b c* ",
    "a***b* ",
    "_a",
    "~",
    "~a",
    "*~",
    "<",
    "<a ",
    "<a b='",
    "<!--",
    "<!-- - ",
    "<!A ",
    "<!AA",
    "<?",
    "<![CDATA[]",
    "<a:",
    "<a@a.",
    "http://",
    "http://a ",
    "http://a_.",
    "&a;",
    "www.",
    " www.a_.",
    "a@",
    "a@b.",
    "mailto:",
    "xmpp:@",
    "&",
    "&a",
    "&amp;",
    "\\",
    "\\*",
    "\\|",
    "!",
    "h",
    "a_",
    "(",
    ")",
]


def seconds(text: str, tries: int = 3) -> float:
    """The time to read a text and all its cells, the best of some tries."""
    best = float("inf")
    for _ in range(tries):
        gc.collect()
        begin = time.process_time()
        document = documents.read("list.md", text)
        for table in document.tables:
            for row in table.rows:
                for cell in row.written:
                    assert cell.inline is not None
        best = min(best, time.process_time() - begin)
    return best


def assert_linear(text: Callable[[int], str], size: int) -> None:
    """Four times the text takes about four times as long; a few hundredths of a second do not count."""
    small, large = seconds(text(size)), seconds(text(4 * size))
    assert large < FOUR_TIMES * small + 0.05


@pytest.mark.parametrize("text", DOCUMENTS)
def test_reading_grows_with_the_text(text: Callable[[int], str]) -> None:
    assert_linear(text, 2_000)


@pytest.mark.parametrize("piece", CELLS)
def test_reading_a_cell_grows_with_the_cell(piece: str) -> None:
    assert_linear(lambda n: f"{HEAD}| {piece * (n // len(piece))} | {'a' + piece * 100}\n\n[x]: /u", 2_400)


@pytest.mark.parametrize("piece", ["](b)", "*", "_", "`", ">", ")", "](b) ", "*a", "~", '"', "-->", "&a;"])
def test_reading_a_cell_of_openers_and_closers_grows_with_the_cell(piece: str) -> None:
    for opener in ("[", "![", "*", "**a", "_a ", "`", "<", "(", "~", "http://a", "<!--"):
        text = f"{opener * 2_000}a{piece * 2_000}"[:9_900]
        assert seconds(f"{HEAD}| {text} |\n\n[x]: /u", tries=1) < 2


@pytest.mark.parametrize(
    "cell",
    [
        "![" * 3_000 + "](a)" * 900,
        "[" * 9_000,
        "*a" * 4_000,
        "![*" * 1_500 + "*](a)" * 1_000,
        "a" * 1_000_000,
    ],
    ids=["images in images", "brackets", "marks", "marked images", "a megabyte"],
)
def test_depth_and_length_break_nothing(cell: str) -> None:
    (table,) = documents.read("list.md", f"{HEAD}| {cell} |\n").tables
    assert table.rows[0].cells[0].text


@pytest.mark.parametrize("mark", [">", "- ", "1. ", "> - "])
def test_a_hundred_thousand_containers_break_nothing(mark: str) -> None:
    document = documents.read("list.md", mark * 100_000 + "|a|\n|-|\n")
    assert document.tables == ()
    assert len(document.kinds) == 2


def test_ten_megabytes_and_a_hundred_thousand_rows_are_read() -> None:
    row = (
        "| A list has rows like this one | [link](https://example.org/path/to/it) | 2024 | some more text |\n"
    )
    (table,) = documents.read("list.md", "|a|b|c|d|\n|-|-|-|-|\n" + row * 100_000).tables
    assert len(table.rows) == 100_000
    assert table.rows[-1].line == 100_002
    assert [cell.text for cell in table.rows[-1].cells][:2] == ["A list has rows like this one", "link"]
