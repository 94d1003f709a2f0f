from __future__ import annotations

import re
from html import unescape

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.reporters.markup import code_block, code_span, table_code
from rowcheck.reporters.visible import visible

TEXT = st.lists(st.sampled_from(list("`|\\<>!-@#1a [](){}*_~&;\n\t")) | st.characters(codec="utf-8")).map(
    "".join
)


def html(markdown: str) -> str:
    return str(cmarkgfm.github_flavored_markdown_to_html(markdown))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("| Ada |", "`| Ada |`", id="plain text"),
        pytest.param("a`b", "``a`b``", id="a fence longer than any within"),
        pytest.param("``a", "``` ``a ```", id="a backtick at the edge is kept apart"),
        pytest.param(" a", "`  a `", id="so is a space"),
        pytest.param("", "`  `", id="nothing is still code"),
        pytest.param("a\nb", "`a\\nb`", id="a line end is spelled"),
        pytest.param(
            "@all #12 <!-- x",
            "`@\u200ball #\u200b12 <\u200b!-- x`",
            id="nobody is mentioned, nothing is hidden",
        ),
        pytest.param("a@ #x <b", "`a@ #x <b`", id="what would be neither is as it was"),
    ],
)
def test_code_span(text: str, expected: str) -> None:
    assert code_span(text) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["a", "b"], "```diff\na\nb\n```", id="lines"),
        pytest.param(["```", "````x"], "`````diff\n```\n````x\n`````", id="a fence longer than any within"),
        pytest.param(["a\nb", "\x1b[2J"], "```diff\na\\nb\n\\x1b[2J\n```", id="one line each, made visible"),
        pytest.param(["<!-- rowcheck -->"], "```diff\n<\u200b!-- rowcheck -->\n```", id="no comment within"),
    ],
)
def test_code_block(lines: list[str], expected: str) -> None:
    assert code_block(lines, "diff") == expected


def shown(text: str) -> str:
    return unescape(text).replace("\u200b", "")


@given(TEXT)
def test_github_renders_a_span_as_that_text(text: str) -> None:
    rendered = html(code_span(text))
    inner = re.fullmatch(r"<p><code>([^<]*)</code></p>\n", rendered)
    assert inner
    assert shown(inner[1]).strip() == visible(text).replace("\u200b", "").strip()


@given(TEXT)
def test_github_renders_a_cell_as_that_text(text: str) -> None:
    rendered = html(f"| A | B |\n| --- | --- |\n| {table_code(text)} | end |\n")
    inner = re.search(r"<tr>\n<td><code>([^<]*)</code></td>\n<td>end</td>\n?</tr>", rendered)
    assert inner
    assert shown(inner[1]).strip() == visible(text).strip()


@given(st.lists(TEXT))
def test_github_renders_a_block_as_these_lines(lines: list[str]) -> None:
    rendered = html(code_block(lines, "diff"))
    inner = re.fullmatch(
        r'<pre(?: lang="diff")?><code(?: class="language-diff")?>([^<]*)</code></pre>\n', rendered
    )
    assert inner
    assert shown(inner[1]) == "".join(f"{visible(line)}\n" for line in lines)
