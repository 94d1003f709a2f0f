from __future__ import annotations

import re
from dataclasses import replace

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from rowcheck.model import Counts, Edit, Finding, Fix, NotChecked, Related, Report
from rowcheck.reporters import markdown


def test_a_whole_report(finding: Finding, text: tuple[str, ...]) -> None:
    fixed = replace(
        finding,
        related=(Related("more.md", 7, "'Ada' is there too"),),
        fix=Fix("Write '2024'", (Edit(3, 3, "| Ada | 2024 |"),), False),
    )
    warning = replace(finding, line=4, severity="warning", message="'a|b' looks odd", row="", headings=())
    unchecked = (NotChecked("README.md", 9, "the cell is too long"), NotChecked("b.md", 0, "it is no UTF-8"))
    report = Report((warning, fixed), Counts(3, 2, 1), 4, unchecked, texts={"README.md": text})
    assert (
        markdown.render(report)
        == """\
❌ **failed**: 1 error, 1 warning in 3 rows added (2 checked, 1 not checked); 1 file could not be checked; \
4 older faults were left alone

| | Where | Rule | What |
| --- | --- | --- | --- |
| ❌ error | `README.md:3:9` | `row-schema` | `'24' is no year` |
| ⚠️ warning | `README.md:4:9` | `row-schema` | `'a\\|b' looks odd` |
| ⚠️ not checked | `README.md:9` | | `the cell is too long` |
| ⚠️ not checked | `b.md` | | `it is no UTF-8` |

<details><summary>error: row-schema, line 3</summary>

`Methods › Detection`

`'24' is no year`

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
            Report(), "✅ **passed**: nothing to check, no rows added\n", id="nothing to check is one line"
        ),
        pytest.param(
            Report(counts=Counts(1, 1, 0)), "✅ **passed**: 1 row added, 1 checked\n", id="so is all well"
        ),
    ],
)
def test_silence(report: Report, expected: str) -> None:
    assert markdown.render(report) == expected


@pytest.mark.parametrize(
    ("number", "limit", "table", "folds", "ends"),
    [
        pytest.param(3, 2_000, 3, 3, [], id="what fits is shown"),
        pytest.param(
            10, 2_000, 10, 6, ["… 4 findings without details here."], id="details are left out first"
        ),
        pytest.param(
            100,
            2_000,
            24,
            0,
            ["… 76 more are not shown here.", "… 100 findings without details here."],
            id="then rows of the table",
        ),
    ],
)
def test_it_is_cut_between_findings(
    finding: Finding, number: int, limit: int, table: int, folds: int, ends: list[str]
) -> None:
    text = markdown.render(Report((finding,) * number), limit)
    assert len(text) <= limit
    assert text.count("| ❌ error |") == table
    assert text.count("<details>") == text.count("</details>") == folds
    assert [line for line in text.splitlines() if line.startswith("…")] == ends


def test_a_very_long_row_is_cut(finding: Finding) -> None:
    text = markdown.render(Report((replace(finding, row=f"| {'a' * 70_000} |"),)))
    assert len(text) < 5_000


@given(data=st.data())
def test_on_github_nothing_from_the_list_is_markup(
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
