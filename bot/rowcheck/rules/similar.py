"""A title that is nearly the same as that of another row.

A question to whoever reviews, never an error: two titles are nearly alike, and the links tell
nothing. Numbers always matter (GPT-3 is not GPT-4), and short names must nearly be equal. Looked
at are the columns in which a table's rows must be unique, see `duplicate`.

Bad:

    | Paper | Year |
    | --- | --- |
    | [Learning to Prompt for Vision-Language Models](https://arxiv.org/abs/2109.01134) | 2021 |
    | [Learning to Prompt for Vision Language Model](https://openreview.net/forum?id=OgCcfc1m0TO) | 2022 |

Good:

    | Paper | Year |
    | --- | --- |
    | [Learning to Prompt for Vision-Language Models](https://arxiv.org/abs/2109.01134) | 2021 |
    | [Conditional Prompt Learning](https://arxiv.org/abs/2203.05557) | 2022 |
"""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.cells import titles
from rowcheck.cells.similar import TitleIndex
from rowcheck.inference.uniqueness import text_of, value_of
from rowcheck.model import Problem, Related, Row, Table
from rowcheck.rules.rule import Entry, TableView, row_rule
from rowcheck.settings.settings import Unique, split_selector
from rowcheck.text import quoted


@row_rule("similar", "warning", __doc__)
def check(view: TableView) -> Iterator[Problem]:
    """Yield a problem for each judged row whose title is nearly that of another row in scope."""
    if not view.subjects:
        return
    asked: set[Row] = set()
    wanted = [unique for unique in view.unique if unique.as_ in ("work", "title")]
    for unique in {split_selector(unique.by)[0]: unique for unique in wanted}.values():
        entries = [(doc, table, row) for doc, table in view.scope(unique) for row in table.rows]
        index = TitleIndex([_name(table, row, unique) for _, table, row in entries])
        for row in view.subjects:
            other = _likest(view, unique, row, entries, index)
            if other is not None and row not in asked:
                asked.add(row)
                yield _problem(view, unique, row, other)


def _likest(
    view: TableView, unique: Unique, row: Row, entries: list[Entry], index: TitleIndex
) -> Entry | None:
    """The older or earlier row that is most like `row`, unless it is a plain duplicate of one."""
    name = _name(view.table, row, unique)
    if not name:
        return None
    judged = view.judged
    for found, _ in index.similar(name):
        _, table, other = entries[found]
        if other is row or (other in judged and other.line > row.line):
            continue
        if titles.title_key(_name(table, other, unique)) == titles.title_key(name):
            return None
        return None if _same_work(view.table, row, table, other, unique) else entries[found]
    return None


def _same_work(table: Table, row: Row, other_table: Table, other: Row, unique: Unique) -> bool:
    """Whether both link the same work, which `duplicate` says already."""
    by_work = Unique(unique.by, "work")
    work = value_of(table, row, by_work)
    return work is not None and work == value_of(other_table, other, by_work)


def _name(table: Table, row: Row, unique: Unique) -> str:
    column, _ = split_selector(unique.by)
    cell = table.cell(row, column)
    return text_of(cell, "text") if cell else ""


def _problem(view: TableView, unique: Unique, row: Row, other: Entry) -> Problem:
    document, table, there = other
    name, other_name = _name(view.table, row, unique), _name(table, there, unique)
    cell = view.table.cell(row, split_selector(unique.by)[0])
    place = f"line {there.line}" if document is view.document else f"{document.path}:{there.line}"
    return Problem(
        row.line,
        f"{quoted(name)} is much like {quoted(other_name)} ({place}): are they the same?",
        row,
        key=titles.title_key(other_name),
        column=cell.column if cell else 0,
        end_column=cell.end_column if cell else 0,
        related=(Related(document.path, there.line, f"{quoted(other_name)} is listed here"),),
    )
