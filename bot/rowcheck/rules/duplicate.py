"""A work or title that is already listed.

Two links can name the same work in different ways: an arXiv abstract and its PDF, a DOI and the page of
the publisher, a repository with and without `.git`. Titles are compared without case, accents and
punctuation. `tables.<name>.unique` states what must be unique and how far to look, with entries like
`{by: Paper.url, as: work, scope: file}`; `as` is `work`, `title`, `text` or `url`, and `scope` is
`table`, `section`, `file` or `list`. An empty list turns the check off.

Settings without `unique` say that nothing is.

Without settings, the first column of links is compared by work and by title, if enough older rows of the
table, or of others with the same columns, are unique in it; the same title with another link is a warning.
A row that repeats every cell of another row is reported in any table whose older rows do not do so
themselves.

Bad:

    <!-- unique: [{by: Paper.url, as: work}] -->

    | Paper | Year |
    | --- | --- |
    | [CLIP](https://arxiv.org/abs/2103.00020) | 2021 |
    | [Learning from text](https://arxiv.org/pdf/2103.00020v1) | 2021 |

Good:

    <!-- unique: [{by: Paper.url, as: work}] -->

    | Paper | Year |
    | --- | --- |
    | [CLIP](https://arxiv.org/abs/2103.00020) | 2021 |
    | [ALIGN](https://arxiv.org/abs/2102.05918) | 2021 |

Not reported, without settings: two names with the same link, unless it is the link of a paper, as rows
may share the page of one announcement or repository; and rows that have other links in another column.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from rowcheck.cells import titles, works
from rowcheck.inference import uniqueness
from rowcheck.inference.evidence import Entry
from rowcheck.inference.uniqueness import value_of
from rowcheck.model import Cell, Problem, Related, Row, Severity
from rowcheck.rules.rule import TableView, row_rule
from rowcheck.settings.settings import Unique, split_selector
from rowcheck.text import quoted


@row_rule("duplicate", "error", __doc__)
def check(view: TableView) -> Iterator[Problem]:
    if not view.subjects:
        return
    reported: set[Row] = set()
    if view.settings is not None:
        compared = [(unique, unique.severity, True) for unique in view.unique]
    else:
        compared = [
            (unique, "warning" if unique.as_ == "title" else None, unique in view.unique)
            for unique in uniqueness.naming(view.table)
        ]
    for unique, severity, is_unique in compared:
        for row, other, value in _repeated(view, unique):
            if row in reported:
                continue
            if view.settings is None and not _is_same_thing(view, unique, row, other, value, is_unique):
                continue
            reported.add(row)
            yield _problem(view, unique, row, other, value, severity)
    if view.settings is None or view.settings.unique is None:
        yield from _identical_rows(view, reported)


def _repeated(view: TableView, unique: Unique) -> Iterator[tuple[Row, Entry, Hashable]]:
    """Yield each subject with a row that has the same value: an old row, or else a subject above it."""
    values = {row: value for row in view.subjects if (value := value_of(view.table, row, unique)) is not None}
    if not values:
        return
    entries: dict[Hashable, list[Entry]] = {value: [] for value in values.values()}
    for document, table in view.scope(unique):
        for row in table.rows:
            value = values.get(row) or value_of(table, row, unique)
            if value in entries:
                entries[value].append(Entry(document, table, row))
    for row, value in values.items():
        others = [entry for entry in entries[value] if entry.row is not row]
        older = [entry for entry in others if entry.row not in view.judged]
        above = [entry for entry in others if entry.row in view.judged and entry.row.line < row.line]
        if older or above:
            yield row, (older or above)[0], value


def _is_same_thing(
    view: TableView, unique: Unique, row: Row, other: Entry, value: Hashable, is_unique: bool
) -> bool:
    """Return whether rows with the same value are the same thing without settings that say so.

    Where the value is not evidently unique, the texts of all other cells must agree as well.
    """
    if not is_unique:
        if unique.as_ == "title" and not uniqueness.has_distinct_names(view.table, view.others, unique):
            return False
        return len(row.cells) == len(other.row.cells) > 1 and all(
            titles.title_key(cell.text) == titles.title_key(other_cell.text)
            for cell, other_cell in zip(row.cells, other.row.cells, strict=True)
        )
    if isinstance(value, works.Work):
        if works.is_paper(value):
            return True
        name, other_name = view.name_of(row), view.name_of(other.row, other.table)
        if titles.title_key(name) != titles.title_key(other_name):
            return False
    column = view.table.columns.index(split_selector(unique.by)[0])
    return _share_links(row.cells[column + 1 :], other.row.cells[column + 1 :])


def _share_links(cells: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Return whether rows have a link in common in each column in which both have links."""
    return all(
        not {works.work(link.url) for link in cell.links}.isdisjoint(
            works.work(link.url) for link in other.links
        )
        for cell, other in zip(cells, others, strict=False)
        if cell.links and other.links
    )


def _identical_rows(view: TableView, reported: set[Row]) -> Iterator[Problem]:
    """Yield a problem for each subject that repeats all cells of another row, if no two old rows do."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in view.others:
        if seen.setdefault(row.content, row) is not row:
            return
    for row in view.subjects:
        other = seen.setdefault(row.content, row)
        if other is not row and row not in reported and any(row.content):
            related = Related(view.document.path, other.line, f"{quoted(view.name_of(other))} is listed here")
            message = f"the same row is already listed (line {other.line})"
            yield Problem(row.line, message, row, "row", related=(related,), settles=True)


def _problem(
    view: TableView, unique: Unique, row: Row, other: Entry, value: Hashable, severity: Severity | None
) -> Problem:
    document, table, other_row = other
    column, _ = split_selector(unique.by)
    cell, other_cell = view.table.cell(row, column), table.cell(other_row, column)
    assert cell is not None
    assert other_cell is not None
    title, other_title = view.name_of(row), view.name_of(other_row, table)
    name, other_name = quoted(title), quoted(other_title)
    place = view.place(other)
    if table.headings != view.table.headings and table.headings:
        place += f", under {quoted(table.headings[-1], 40)}"
    if unique.as_ not in ("work", "url"):
        message = f"{name} is already listed ({place})"
    elif titles.title_key(title) == titles.title_key(other_title):
        message = f"{name} is already listed ({place}), with the same link"
    else:
        message = f"{name} has the same link as {other_name} ({place})"
    if isinstance(value, works.Work) and cell.links[0].url != other_cell.links[0].url:
        work = quoted(value.id, 80) if value.kind == "url" else f"{value.kind} {value.id}"
        message += f": both are {work}"
    return Problem(
        row.line,
        message,
        row,
        key=f"{unique.as_}:{value}",
        column=cell.column,
        end_column=cell.end_column,
        related=(Related(document.path, other_row.line, f"{other_name} is listed here"),),
        severity=severity,
        settles=severity != "warning",
    )
