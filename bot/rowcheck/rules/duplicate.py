"""A work or title that is already listed.

Two links name the same work though they look different: an arXiv abstract and its PDF, a DOI and
the publisher's page, a repository with and without `.git`. Titles are the same whatever their
case, accents and punctuation. What must be unique, and how far to look, is said by
`tables.<name>.unique`: entries `{by: Paper.url, as: work, scope: file}` with `as` one of `work`,
`title`, `text` and `url`, and `scope` one of `table`, `section`, `file` and `list`.

Without settings, the first column of links is taken, by work and by title, if the table's own
rows are unique in it; one link under two names counts only for papers, and one name with two
links is a warning. An empty list (`unique: []`) switches that off. Otherwise a row that says in
every cell what another one says is found in any table.

Bad:

    | Paper | Year |
    | --- | --- |
    | [CLIP](https://arxiv.org/abs/2103.00020) | 2021 |
    | [Learning from text](https://arxiv.org/pdf/2103.00020v1) | 2021 |

Good:

    | Paper | Year |
    | --- | --- |
    | [CLIP](https://arxiv.org/abs/2103.00020) | 2021 |
    | [ALIGN](https://arxiv.org/abs/2102.05918) | 2021 |
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace

from rowcheck.cells import titles, works
from rowcheck.inference.uniqueness import value_of
from rowcheck.model import Cell, Problem, Related, Row
from rowcheck.rules.rule import Entry, TableView, row_rule, title
from rowcheck.settings.settings import Unique, split_selector
from rowcheck.text import quoted


@row_rule("duplicate", "error", __doc__)
def check(view: TableView) -> Iterator[Problem]:
    """Yield a problem for each judged row that shares a value with another row in scope."""
    blamed: set[Row] = set()
    told = view.settings is not None and view.settings.unique is not None
    for unique in view.unique:
        for row, other, value in _repeated(view, unique):
            if row not in blamed and (told or _surely_same(row, other[2], value)):
                blamed.add(row)
                # That two rows have one name is a fault where the settings say so, else a question.
                weight = unique.severity if told else "warning" if unique.as_ == "title" else None
                yield replace(_problem(view, unique, row, other, value), severity=weight)
    if not told:
        yield from _same_rows(view, blamed)


def _same_rows(view: TableView, blamed: set[Row]) -> Iterator[Problem]:
    """The judged rows that say in every cell what another one says, where no two others do."""
    known: dict[tuple[str, ...], Row] = {}
    for row in view.others:
        if known.setdefault(row.content, row) is not row:
            return
    for row in view.subjects:
        there = known.setdefault(row.content, row)
        if there is not row and row not in blamed and any(row.content):
            name = quoted(title(there))
            related = (Related(view.document.path, there.line, f"{name} is listed here"),)
            yield Problem(
                row.line, f"the row is already there (line {there.line})", row, "row", related=related
            )


def _surely_same(row: Row, other: Row, value: Hashable) -> bool:
    """Whether two rows that nobody said must differ are one: a paper, or a link under the same name.

    Lists do give several rows the link of one announcement or one repository.
    """
    if not isinstance(value, works.Work) or works.is_paper(value):
        return True
    return titles.title_key(title(row)) == titles.title_key(title(other))


def _repeated(view: TableView, unique: Unique) -> Iterator[tuple[Row, Entry, Hashable]]:
    """The judged rows with the row that has their value already: an older one, else one further up."""
    wanted = {row: value for row in view.subjects if (value := value_of(view.table, row, unique)) is not None}
    if not wanted:
        return
    values = set(wanted.values())
    places: dict[Hashable, list[Entry]] = {}
    for document, table in view.scope(unique):
        for row in table.rows:
            value = wanted.get(row) or value_of(table, row, unique)
            if value in values:
                places.setdefault(value, []).append((document, table, row))
    judged = set(view.subjects)
    for row, value in wanted.items():
        others = [entry for entry in places.get(value, ()) if entry[2] is not row]
        older = [entry for entry in others if entry[2] not in judged]
        above = [entry for entry in others if entry[2] in judged and entry[2].line < row.line]
        if older or above:
            yield row, (older or above)[0], value


def _problem(view: TableView, unique: Unique, row: Row, other: Entry, value: Hashable) -> Problem:
    document, table, there = other
    column, _ = split_selector(unique.by)
    cell = view.table.cell(row, column)
    assert cell is not None
    name, other_name = quoted(title(row)), quoted(title(there))
    place = f"line {there.line}" if document is view.document else f"{document.path}:{there.line}"
    if table.headings != view.table.headings and table.headings:
        place += f", under {quoted(table.headings[-1], 40)}"
    if unique.as_ not in ("work", "url"):
        message = f"{name} is already listed ({place})"
    elif titles.title_key(title(row)) == titles.title_key(title(there)):
        message = f"{name} is already listed ({place}), with the same link"
    else:
        message = f"{name} has the link of {other_name} ({place})"
    if isinstance(value, works.Work) and not _same_spelling(cell, table.cell(there, column)):
        message += f": both name {_called(value)}"
    related = (Related(document.path, there.line, f"{other_name} is listed here"),)
    return Problem(
        row.line,
        message,
        row,
        key=f"{unique.as_}:{value}",
        column=cell.column,
        end_column=cell.end_column,
        related=related,
    )


def _same_spelling(cell: Cell, other: Cell | None) -> bool:
    return bool(other and other.links and cell.links and other.links[0].url == cell.links[0].url)


def _called(work: works.Work) -> str:
    """A work's name for people: `arxiv 2103.00020`, or its address."""
    return quoted(work.id, 80) if work.kind == "url" else f"{work.kind} {work.id}"
