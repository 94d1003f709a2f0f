"""A new or re-headed table that no entry of the settings matches.

Rows of a table that no entry under `tables` matches are checked for little more than their
shape. That is right for a table that was there before the settings; a new one, or one whose
columns were renamed, has slipped through. Its rows are counted as not checked.

Bad:

    <!-- columns: [Paper, Published in] -->

    | Paper | Where |
    | --- | --- |
    | [CLIP](https://arxiv.org/abs/2103.00020) | ICML 2021 |

Good:

    <!-- columns: [Paper, Published in] -->

    | Paper | Published in |
    | --- | --- |
    | [CLIP](https://arxiv.org/abs/2103.00020) | ICML 2021 |
"""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.model import Problem
from rowcheck.rules.rule import FileView, file_rule
from rowcheck.text import quoted


@file_rule("unknown-table", "warning", __doc__)
def check(view: FileView) -> Iterator[Problem]:
    """Yield a problem on the header of each new or re-headed table without settings."""
    if not view.configured:
        return
    for table in view.head.tables:
        before = view.comparison.table_origins.get(table)
        if view.settings.get(table) is not None or (before and before.columns == table.columns):
            continue
        columns = ", ".join(quoted(name, 30) for name in table.columns[:6])
        what = "this new table" if before is None else "this table's new header"
        yield Problem(
            table.line,
            f"no table in the settings has the columns of {what} ({columns}), so its rows are not checked",
            subject="|".join(table.columns),
            key="header",
        )
