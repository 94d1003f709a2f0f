"""A title that is nearly the same as that of another row.

The row may already be listed under a slightly different title and another link, which only a reviewer
can decide. Titles of three words or more are compared, and numbers always count (GPT-3 is not GPT-4). The
columns that are compared are those in which rows must be unique, see `duplicate`.

Bad:

    <!-- unique: [{by: Paper.url, as: work}] -->

    | Paper | Year |
    | --- | --- |
    | [Learning to Prompt for Vision-Language Models](https://arxiv.org/abs/2109.01134) | 2021 |
    | [Learning to Prompt for Vision Language Model](https://openreview.net/forum?id=OgCcfc1m0TO) | 2022 |

Good:

    <!-- unique: [{by: Paper.url, as: work}] -->

    | Paper | Year |
    | --- | --- |
    | [Learning to Prompt for Vision-Language Models](https://arxiv.org/abs/2109.01134) | 2021 |
    | [Conditional Prompt Learning](https://arxiv.org/abs/2203.05557) | 2022 |

Not reported: equal titles and links to the same work, which are left to `duplicate`; identifiers, versions,
figures and names of one or two words, where each letter counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import punctuation

from rowcheck.cells import titles
from rowcheck.cells.titles import FEWEST_WORDS, TitleIndex
from rowcheck.inference.evidence import Entry
from rowcheck.inference.uniqueness import text_of, value_of
from rowcheck.model import Problem, Related, Row, Table
from rowcheck.rules.rule import TableView, row_rule
from rowcheck.settings.settings import Unique, split_selector
from rowcheck.text import quoted

_BETWEEN_WORDS = re.compile(r"\s|(?<=[^\W\d_]{2})-(?=[^\W\d_]{2})")


@row_rule("similar", "warning", __doc__)
def check(view: TableView) -> Iterator[Problem]:
    if not view.subjects:
        return
    reported: set[Row] = set()
    compared = [unique for unique in view.unique if unique.as_ in ("work", "title")]
    for column, unique in {split_selector(unique.by)[0]: unique for unique in compared}.items():
        entries = [Entry(*place, row) for place in view.scope(unique) for row in place[1].rows]
        index = TitleIndex([_name(entry.table, entry.row, column) for entry in entries])
        for row in view.subjects:
            other = _most_similar(view, unique, row, entries, index)
            if other is not None and row not in reported:
                reported.add(row)
                yield _problem(view, column, row, other)


def _most_similar(
    view: TableView, unique: Unique, row: Row, entries: Sequence[Entry], index: TitleIndex
) -> Entry | None:
    """Return the older or earlier row with the most similar title; None if `duplicate` compares it."""
    column, _ = split_selector(unique.by)
    name = _name(view.table, row, column)
    for position, _ in index.similar(name) if _is_title(name) else ():
        _, table, other = entries[position]
        if other is row or (other in view.judged and other.line > row.line):
            continue
        by_work = Unique(unique.by, "work")
        work = value_of(view.table, row, by_work)
        if work is not None and work == value_of(table, other, by_work):
            return None
        if titles.title_key(_name(table, other, column)) == titles.title_key(name):
            return None
        return entries[position]
    return None


def _is_title(name: str) -> bool:
    """Return whether there are enough words, as opposed to an identifier, a version, figures or a name."""
    words: list[str] = [word.strip(punctuation) for word in _BETWEEN_WORDS.split(name)]
    return sum(word.isalpha() for word in words) >= FEWEST_WORDS


def _name(table: Table, row: Row, column: str) -> str:
    cell = table.cell(row, column)
    return text_of(cell, "text") if cell else ""


def _problem(view: TableView, column: str, row: Row, other: Entry) -> Problem:
    document, table, other_row = other
    name, other_name = _name(view.table, row, column), _name(table, other_row, column)
    cell = view.table.cell(row, column)
    return Problem(
        row.line,
        f"{quoted(name)} is very similar to {quoted(other_name)} ({view.place(other)}): are they the same?",
        row,
        key=titles.title_key(other_name),
        column=cell.column if cell else 0,
        end_column=cell.end_column if cell else 0,
        related=(Related(document.path, other_row.line, f"{quoted(other_name)} is listed here"),),
    )
