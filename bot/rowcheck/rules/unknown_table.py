"""A new or re-headed table that no entry of the settings matches.

The rows of a table that no entry under `tables` matches are checked for little more than their
shape. If such a table is new, or its columns were renamed, it has probably been forgotten in the
settings, and its added rows are counted as not checked.

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

Not reported: a table that was already in the base with the same header, and any table of a list whose
settings have no `tables`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.model import Problem
from rowcheck.rules.rule import FileView, file_rule
from rowcheck.text import quoted


@file_rule("unknown-table", "warning", __doc__)
def check(view: FileView) -> Iterator[Problem]:
    if not view.configured:
        return
    for table in view.head.tables:
        before = view.comparison.table_origins.get(table)
        if view.settings.get(table) is not None or (before and before.columns == table.columns):
            continue
        columns = ", ".join(quoted(name, 30) for name in table.columns[:6])
        what = "this new table" if before is None else "this table's new header"
        message = f"no entry of 'tables' in the settings matches {what} ({columns}): its rows are not checked"
        yield Problem(table.line, message, subject="|".join(table.columns), key="header")
