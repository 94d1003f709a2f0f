"""Hypothesis strategies for documents and cells: mutated fixtures, and compositions of odd fragments.

`EXAMPLES` is for comparisons with cmark-gfm: 1,500 examples, or 50,000 with ROWCHECK_EXAMPLES=search. `SOME`
is for properties that need no oracle.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

_QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
_SEARCH = os.environ.get("ROWCHECK_EXAMPLES") == "search"
EXAMPLES = settings(max_examples=50_000 if _SEARCH else 1_500, suppress_health_check=_QUIET)
SOME = settings(max_examples=10_000 if _SEARCH else 400, suppress_health_check=_QUIET)

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.md"))
TEXTS = [path.read_bytes().decode() for path in FIXTURES]

_ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])
_INDENTS = ["", " ", "  ", "   ", "    ", "     ", "\t", " \t", "\t\t", "      "]
_MARKS = ["> ", ">", ">\t", "- ", "* ", "+\t", "-    ", "-     ", "1. ", "2) ", "10. ", "- [ ] ", "1) [x] "]
_ROWS = ["| a | b |", "|---|---|", "| 1 | 2 |", "a | b", "-|-", ":-:|-:", "| a", "|", "||", "a\\|b | c"]
_OPENERS = ["```", "~~~~", "<div>", "</div>", "<br>", "<!--", "-->", "<?", "?>", "<!A", "<!a", "<![CDATA["]
_OTHERS = ["]]>", "<pre>", "</pre>", "<x-y z=1>", "# h", "#", "===", "---", "- | -", "***", "-", "1.", "x"]
_DEFINITIONS = ["[x]: /u", "[x]:", "'t'", "[x]: <u> 't' x", "[y]: a(b", "[", "]", "[x]: u '\\'", "[^1]: f"]
_ODDITIES = ["\x0b", "\x0c", "\xa0", "\u2028", "\x85", "\x00", "{: .c}", "<<<<<<< a", "é | ü", "\\", ""]
_FRAGMENTS = [*_ROWS, *_ROWS, *_OPENERS, *_OTHERS, *_DEFINITIONS, *_ODDITIES]
_SIGNIFICANT = "|-:>*+`~<!#=_[]()\\ \t0123.\"'/?&ax\x0b\x0c\xa0"

_indent, _mark, _fragment = map(st.sampled_from, (_INDENTS, _MARKS, _FRAGMENTS))
_prefix = st.lists(st.one_of(_indent, _mark), max_size=4).map("".join)
_place = st.integers(0, 10_000)

Mutation = Callable[[list[str]], list[str]]


def _at(change: Callable[[list[str], int], list[str]]) -> st.SearchStrategy[Mutation]:
    """Return a mutation of one line."""
    return _place.map(lambda place: lambda lines: change(lines, place % len(lines)))


def _insertion(place: int, char: str) -> Mutation:
    def insert(lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        index = place % (len(text) + 1)
        return (text[:index] + char + text[index:]).split("\n")

    return insert


def _prefixed(place: int, count: int, prefix: str, hanging: bool) -> Mutation:
    """Put lines into containers; with `hanging`, all but the first are indented to the first's content."""

    def put(lines: list[str]) -> list[str]:
        first = place % len(lines)
        under = "".join(char if char in ">\t" else " " for char in prefix) if hanging else prefix
        return [
            (prefix if at == first else under) + line if first <= at < first + count else line
            for at, line in enumerate(lines)
        ]

    return put


_mutation: st.SearchStrategy[Mutation] = st.one_of(
    _at(lambda lines, at: lines[:at] + lines[at + 1 :] or [""]),
    _at(lambda lines, at: [*lines[: at + 1], *lines[at:]]),
    _at(lambda lines, at: [*lines[:at], *lines[at + 1 :], lines[at]]),
    _at(lambda lines, at: [*lines[:at], lines[at].lstrip(), *lines[at + 1 :]]),
    _at(lambda lines, at: [*lines[:at], lines[at].replace("|", "", 1), *lines[at + 1 :]]),
    st.builds(_insertion, _place, st.sampled_from(_SIGNIFICANT)),
    st.builds(_prefixed, _place, st.integers(1, 6), _prefix, st.booleans()),
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Draw some lines of a fixture with up to eight mutations and one kind of line end."""
    lines = draw(st.sampled_from(TEXTS)).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = draw(st.integers(0, len(lines) - 1))
    lines = lines[first : first + draw(st.integers(1, 25))]
    for mutation in draw(st.lists(_mutation, max_size=8)):
        lines = mutation(lines)
    return draw(_ENDS).join(lines)


@st.composite
def composed(draw: st.DrawFn) -> str:
    """Draw lines of a prefix and one or two fragments; a prefix may continue as indentation."""
    lines: list[str] = []
    prefix = ""
    for _ in range(draw(st.integers(2, 14))):
        step = draw(st.integers(0, 3))
        if step == 0:
            prefix = draw(_prefix)
        elif step == 1:
            prefix = "".join(char if char in ">\t" else " " for char in prefix)
        elif step == 2:
            prefix = ""
        lines.append(prefix + "".join(draw(st.lists(_fragment, min_size=1, max_size=2))))
    return draw(_ENDS).join(lines)


DOCUMENTS = st.one_of(mutated(), composed())

_WORDS = ["a", "word", "x1", "é", "表", "🔒", "عر", " ", " ", "  ", "1", "\xa0", "\u3000", "\u200b", "“", "—"]
_EMPHASIS = ["*", "**", "_", "__", "***", "~", "~~", "~~~", "**b**", "_i_", "~~s~~"]
_CODE = ["`", "``", "`c`", "`a\\|b`"]
_LINKS = ["[", "]", "(", ")", "![", "](", "](u)", "[a](u)", "[x]", "[y][x]", "[y][]", "[ ]", "![i](p.png)"]
_ODD_LINKS = ["[![i](p)](u)", "[a](<u v>)", "[a](u 't')", "[a](it's)", "[a](b(c )", '(u "', "[X]", "[none]"]
_MARKUP = ["<", ">", "<br>", "<b>", "</b>", '<a href="u">', "</a>", "<!-- c -->", "<!--", "-->", "<?", "<!A "]
_ADDRESSES = ["http://a.b", "https://a.b/c_d?e=f&g", "www.a.b", "www.a_b.c", "ftp://a", "http://", "//é.b"]
_MAILS = ["m@n.op", "mailto:m@n.op", "xmpp:m@n.op/q", "@", "<http://a.b>", "<m@n.op>", "https://a.b/(c)"]
_ESCAPES = ["\\|", "\\*", "\\_", "\\`", "\\[", "\\]", "\\\\", "\\a", "&amp;", "&copy;", "&#65;", "&x;", "&"]
_SIGNS = [*".,:;!?'\"-+=#/$^%{}", "...", "://", "\t"]
_INLINE = [
    *(_WORDS * 2),
    *_EMPHASIS,
    *_CODE,
    *_LINKS,
    *_ODD_LINKS,
    *_MARKUP,
    *_ADDRESSES,
    *_MAILS,
    *_ESCAPES,
    *_SIGNS,
]

CELLS = st.lists(st.sampled_from(_INLINE), min_size=1, max_size=10).map("".join)
