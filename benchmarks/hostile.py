"""Time hostile Markdown at two sizes, to show that reading it takes linear time: part of `make bench`.

    python benchmarks/hostile.py [--only TEXT] [--all]

Each input is read at n and at 4n, with every cell parsed; the best of three runs counts. A linear reader
takes about four times as long for 4n, a quadratic one sixteen times. Prints the times and their ratio for the
inputs above the bar and for the slowest (for all of them with `--all`), and exits 1 if any is above the bar.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import time
from collections.abc import Callable, Sequence
from typing import TypeAlias

from rowcheck.markdown import documents

Text: TypeAlias = Callable[[int], str]
"""Makes the text of an input from its size."""

BAR = 9
"""The highest ratio of the time at 4n to the time at n."""

NOISE = 0.05
"""Seconds above the bar that are ignored: the time at n is often a few milliseconds."""

DOCUMENT_SIZE, CELL_SIZE = 2_000, 2_400
"""n: repetitions in a document, characters in a cell. 4n stays below the longest cell that is parsed."""

HEADER = "|a|b|\n|-|-|\n"

DOCUMENTS: dict[str, Text] = {
    "many rows": lambda n: HEADER + "| x | [y](u) |\n" * n,
    "many columns": lambda n: "|a" * n + "\n" + "|-" * n + "\n" + "|b" * n,
    "many tables": lambda n: (HEADER + "\n") * n,
    "many headings": lambda n: "# a\n" * n,
    "many headings with tables": lambda n: ("# a\n" + HEADER) * n,
    "a long paragraph": lambda n: "a\n" * n * 4,
    "a long line": lambda n: "a" * n * 50,
    "blank lines": lambda n: " \n" * n * 4,
    "delimiter rows that do not match their header": lambda n: "| a | b |\n|-|\n" * n,
    "a delimiter row of spaces": lambda n: "a\n|" + " " * n * 20 + "x",
    "a delimiter row that ends in a letter": lambda n: "a\n" + "-|" * n * 4 + "x",
    "nested block quotes": lambda n: ">" * n + "|a|\n" + ">" * n + "|-|",
    "nested list items": lambda n: "- " * n + "a",
    "block quotes nested in list items": lambda n: "- > " * n + "a",
    "blank lines in a list item": lambda n: "- a\n" + "  \n" * n,
    "a code fence without an end": lambda n: "```\n" + "`` `\n" * n,
    "nearly a thematic break": lambda n: "* " * n * 4 + "x",
    "nearly a setext heading": lambda n: "a\n" + "=" * n * 20 + "x",
    "an ATX heading of number signs": lambda n: "#" + " #" * n + " a",
    "a tag of attributes": lambda n: "<a" + " b" * n * 4,
    "a tag of spaces": lambda n: "<a b" + " " * n * 20 + "=\n",
    "a tag of quotes": lambda n: "<a b='" * n,
    "many link reference definitions": lambda n: "".join(f"[{i}]: /u 't'\n" for i in range(n)),
    "link reference definitions without an end": lambda n: "[a]: /u 'x\n" * n,
    "a definition of parentheses": lambda n: "[a]: " + "(" * n * 4 + "\n=",
    "a definition of escapes": lambda n: "[a]: u '" + "\\'" * n * 4 + "\n=",
    "a label of backslashes": lambda n: "[" + "\\" * n * 4 + "\n=",
    "a definition of spaces": lambda n: "[a]: u" + " " * n * 4 + "x\n=",
}

PIECES = (
    *("`", "`a", "[", "[]", "[a](b)", "[](", "[](<", '[](a "', "[a][b", "![", "![a](b)", "[![a](b)"),
    *("*", "*a", "a*", "*a _b ", "**a *b c* ", "a***b* ", "_a", "~", "~a", "*~"),
    *("<", "<a ", "<a b='", "<!--", "<!-- - ", "<!A ", "<!AA", "<?", "<![CDATA[]", "<a:", "<a@a."),
    *("http://", "http://a ", "http://a_.", "&a;", "www.", " www.a_.", "a@", "a@b.", "mailto:", "xmpp:@"),
    *("&", "&a", "&amp;", "\\", "\\*", "\\|", "!", "h", "a_", "(", ")"),
)
"""What a cell repeats."""

OPENERS = ("[", "![", "*", "**a", "_a ", "`", "<", "(", "~", "http://a", "<!--")
CLOSERS = ("](b)", "*", "_", "`", ">", ")", "](b) ", "*a", "~", '"', "-->", "&a;")
"""What the two halves of a cell repeat."""


def row(cell: str) -> str:
    """Return a document with `cell` in a row, and a definition for reference links."""
    return f"{HEADER}| {cell} |\n\n[x]: /u"


def repeated(piece: str) -> Text:
    return lambda n: row(piece * (n // len(piece)))


def halves(opener: str, closer: str) -> Text:
    return lambda n: row(f"{opener * (n // 2 // len(opener))}a{closer * (n // 2 // len(closer))}")


CELLS: dict[str, Text] = {
    **{f"a cell of {piece!r}": repeated(piece) for piece in PIECES},
    **{
        f"a cell of {opener!r} and {closer!r}": halves(opener, closer)
        for opener, closer in itertools.product(OPENERS, CLOSERS)
    },
}


def read(text: str) -> None:
    """Read a document and parse each of its cells."""
    for table in documents.read("list.md", text).tables:
        for table_row in table.rows:
            for cell in table_row.written:
                assert cell.inline is not None


def seconds(text: str, tries: int = 3) -> float:
    best = float("inf")
    for _ in range(tries):
        gc.collect()
        begin = time.process_time()
        read(text)
        best = min(best, time.process_time() - begin)
    return best


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", metavar="TEXT", default="", help="inputs whose name contains TEXT")
    parser.add_argument("--all", action="store_true", help="print every input, not only the slowest")
    options = parser.parse_args(argv)
    lines = []
    for inputs, size in ((DOCUMENTS, DOCUMENT_SIZE), (CELLS, CELL_SIZE)):
        for name, text in inputs.items():
            if options.only in name:
                small, large = seconds(text(size)), seconds(text(4 * size))
                lines.append((large > BAR * small + NOISE, large, small, name))
    lines.sort(reverse=True)
    above = sum(missed for missed, *_ in lines)
    print(f"{'input':56}{'n':>10}{'4n':>10}{'ratio':>8}{'bar':>6}")
    for missed, large, small, name in lines if options.all else lines[: max(above, 10)]:
        times = f"{small * 1000:7.1f} ms{large * 1000:7.1f} ms{large / small:8.1f}{BAR:6}"
        print(f"{name:56}{times}  {'MISSED' if missed else 'met'}")
    print(f"{len(lines)} inputs, {above} above the bar")
    return 1 if above else 0


if __name__ == "__main__":
    raise SystemExit(main())
