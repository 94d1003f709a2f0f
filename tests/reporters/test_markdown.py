from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from rowcheck.model import Counts, Edit, Finding, Fix, NotChecked, Related, Report
from rowcheck.reporters import markdown
from rowcheck.reporters.markdown import code_block, code_span, table_code
from rowcheck.text import visible


def test_a_whole_report(finding: Finding, text: tuple[str, ...]) -> None:
    fixed = replace(
        finding,
        related=(Related("more.md", 7, "'Ada' is there too"),),
        fix=Fix("Write '2024'", (Edit(3, 3, "| Ada | 2024 |"),), False),
    )
    warning = replace(finding, line=4, severity="warning", message="'a|b' looks odd", row="", headings=())
    unchecked = (NotChecked("README.md", 9, "the cell is too long"), NotChecked("b.md", 0, "it is not UTF-8"))
    report = Report(
        (warning, fixed), Counts(added=3, checked=2, not_checked=1), 4, unchecked, texts={"README.md": text}
    )
    assert (
        markdown.render(report)
        == """\
❌ **failed**: 1 error, 1 warning in 3 rows added (2 checked, 1 not checked); 1 file could not be checked; \
4 older findings were ignored

| | Where | Rule | What |
| --- | --- | --- | --- |
| ❌ error | `README.md:3:9` | `row-schema` | `'24' is not a year` |
| ⚠️ warning | `README.md:4:9` | `row-schema` | `'a\\|b' looks odd` |
| ⚠️ not checked | `README.md:9` | | `the cell is too long` |
| ⚠️ not checked | `b.md` | | `it is not UTF-8` |

<details><summary>error: row-schema, line 3</summary>

`Methods › Detection`

`'24' is not a year`

```markdown
| Ada | 24 |
```

`more.md:7`: `'Ada' is there too`

Fix (unsafe): `Write '2024'`

```diff
-| Ada | 24 |
+| Ada | 2024 |
```

</details>

<details><summary>warning: row-schema, line 4</summary>

`'a|b' looks odd`

</details>
"""
    )


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        pytest.param(
            Report(), "✅ **passed**: nothing to check, no rows added or changed\n", id="nothing to check"
        ),
        pytest.param(
            Report(counts=Counts(added=1, checked=1, not_checked=0)),
            "✅ **passed**: 1 row added, 1 checked\n",
            id="all rows passed",
        ),
    ],
)
def test_a_report_without_findings_is_one_line(report: Report, expected: str) -> None:
    assert markdown.render(report) == expected


@pytest.mark.parametrize(
    ("number", "limit", "table", "folds", "ends"),
    [
        pytest.param(3, 2_000, 3, 3, [], id="everything is shown when it fits"),
        pytest.param(
            10, 2_000, 10, 6, ["… 4 findings without details here."], id="details are left out first"
        ),
        pytest.param(
            100,
            2_000,
            23,
            0,
            ["… 77 more are not shown here.", "… 100 findings without details here."],
            id="table rows are left out next",
        ),
    ],
)
def test_it_is_cut_between_findings(
    finding: Finding, number: int, limit: int, table: int, folds: int, ends: list[str]
) -> None:
    text = markdown.render(Report((finding,) * number), limit=limit)
    assert len(text) <= limit
    assert text.count("| ❌ error |") == table
    assert text.count("<details>") == text.count("</details>") == folds
    assert [line for line in text.splitlines() if line.startswith("…")] == ends


def test_a_very_long_row_is_cut(finding: Finding) -> None:
    text = markdown.render(Report((replace(finding, row=f"| {'a' * 70_000} |"),)))
    assert len(text) < 5_000


@given(data=st.data())
def test_github_renders_no_text_of_the_list_as_markup(
    data: st.DataObject, reports: SearchStrategy[Report]
) -> None:
    report = data.draw(reports)
    text = markdown.render(report)
    rendered = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
    tags = set(re.findall(r"</?([\w!-]+)", rendered))
    known = "p strong table thead tbody tr th td code pre details summary"
    assert tags <= set(known.split())
    assert rendered.count("<tr>") == (1 + len(report.findings) + len(report.not_checked)) * (
        "<tr>" in rendered
    )
    assert rendered.count("<details>") == rendered.count("</details>") == len(report.findings)
    assert "<!--" not in text
    assert not re.search(r"@\w", re.sub(r"<pre.*?</pre>", "", rendered, flags=re.DOTALL))


HOSTILE = st.lists(st.sampled_from(list("`|\\<>!-@#1a [](){}*_~&;\n\t")) | st.characters(codec="utf-8")).map(
    "".join
)


def to_html(markdown: str) -> str:
    return str(cmarkgfm.github_flavored_markdown_to_html(markdown))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("| Ada |", "`| Ada |`", id="plain text"),
        pytest.param("a`b", "``a`b``", id="a fence longer than any within"),
        pytest.param("``a", "``` ``a ```", id="a backtick at the edge is separated by a space"),
        pytest.param(" a", "`  a `", id="a space at the edge is kept"),
        pytest.param("", "`  `", id="empty text is still code"),
        pytest.param("a\nb", "`a\\nb`", id="a line end is escaped"),
        pytest.param(
            "@all #12 <!-- x",
            "`@\u200ball #\u200b12 <\u200b!-- x`",
            id="mentions, issue numbers and comments are broken",
        ),
        pytest.param("a@ #x <b", "`a@ #x <b`", id="other text is unchanged"),
    ],
)
def test_code_span(text: str, expected: str) -> None:
    assert code_span(text) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["a", "b"], "```diff\na\nb\n```", id="lines"),
        pytest.param(["```", "````x"], "`````diff\n```\n````x\n`````", id="a fence longer than any within"),
        pytest.param(["a\nb", "\x1b[2J"], "```diff\na\\nb\n\\x1b[2J\n```", id="each line is made visible"),
        pytest.param(
            ["<!-- rowcheck -->"], "```diff\n<\u200b!-- rowcheck -->\n```", id="an HTML comment is broken"
        ),
    ],
)
def test_code_block(lines: list[str], expected: str) -> None:
    assert code_block(lines, "diff") == expected


def shown(text: str) -> str:
    return unescape(text).replace("\u200b", "")


@given(HOSTILE)
def test_github_renders_a_code_span_as_its_text(text: str) -> None:
    rendered = to_html(code_span(text))
    inner = re.fullmatch(r"<p><code>([^<]*)</code></p>\n", rendered)
    assert inner
    assert shown(inner[1]).strip() == visible(text).replace("\u200b", "").strip()


@given(HOSTILE)
def test_github_renders_a_table_cell_as_its_text(text: str) -> None:
    rendered = to_html(f"| A | B |\n| --- | --- |\n| {table_code(text)} | end |\n")
    inner = re.search(r"<tr>\n<td><code>([^<]*)</code></td>\n<td>end</td>\n?</tr>", rendered)
    assert inner
    assert shown(inner[1]).strip() == visible(text).strip()


@given(st.lists(HOSTILE))
def test_github_renders_a_code_block_as_its_lines(lines: list[str]) -> None:
    rendered = to_html(code_block(lines, "diff"))
    inner = re.fullmatch(
        r'<pre(?: lang="diff")?><code(?: class="language-diff")?>([^<]*)</code></pre>\n', rendered
    )
    assert inner
    assert shown(inner[1]) == "".join(f"{visible(line)}\n" for line in lines)
