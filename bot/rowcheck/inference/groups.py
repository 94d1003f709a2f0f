"""Tables that belong together, by their columns and where necessary by headings; and names for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from rowcheck.inference import evidence, kinds
from rowcheck.inference.evidence import Column, Entry
from rowcheck.model import Document, Table
from rowcheck.settings.globs import fold
from rowcheck.settings.settings import Match

Located: TypeAlias = tuple[Document, Table]


@dataclass(frozen=True)
class TableGroup:
    """Tables that share an entry of the settings: the columns, and the headings if they are needed."""

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    tables: tuple[Located, ...]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All rows, in the order of the files."""
        return tuple(Entry(document, table, row) for document, table in self.tables for row in table.rows)

    @cached_property
    def spelling(self) -> Mapping[Table, Mapping[str, str]]:
        """For each table, its own spelling of each column."""
        found: dict[Table, Mapping[str, str]] = {}
        for _, table in self.tables:
            own = {fold(column): column for column in reversed(table.columns)}
            found[table] = {column: own[fold(column)] for column in self.columns}
        return found

    def column(self, title: str) -> Column:
        """Return the cells under one of the columns."""
        return Column.of(title, self.entries, self.spelling)


def groups(documents: Sequence[Document]) -> list[TableGroup]:
    """Return the groups with enough rows, in an order in which the first that matches a table is its own."""
    located = [(document, table) for document in documents for table in document.tables]
    by_columns: dict[frozenset[str], list[Located]] = {}
    for document, table in located:
        by_columns.setdefault(frozenset(map(fold, table.columns)), []).append((document, table))
    fewest = max(evidence.GROUP_ROWS, evidence.GROUP_SHARE * _rows(located))
    large = [columns for columns, tables in by_columns.items() if _rows(tables) >= fewest]
    # Spaces that only make a column wide do not count in settings.
    titles = ([" ".join(title.split()) for title in by_columns[key][0][1].columns] for key in _ordered(large))
    members: dict[Match, list[Located]] = {Match(tuple(columns)): [] for columns in titles}
    for document, table in located:
        match = next((match for match in members if match.fits(table.headings, table.columns)), None)
        if match is not None:
            members[match].append((document, table))
    return [
        part
        for match, tables in members.items()
        for part in _parted_by_headings(TableGroup(match.columns, (), tuple(tables)))
    ]


def _rows(tables: Sequence[Located]) -> int:
    return sum(len(table.rows) for _, table in tables)


def _ordered(keys: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Return the sets of columns as they come, but each behind those that contain it."""
    ordered: list[frozenset[str]] = []
    for key in keys:
        below = [at for at, other in enumerate(ordered) if other < key]
        ordered.insert(min(below, default=len(ordered)), key)
    return ordered


def _parted_by_headings(group: TableGroup) -> Iterator[TableGroup]:
    """Yield the group, in parts where sections hold different kinds of cells under the same columns."""
    sections = _sections(group.tables)
    profiles: dict[tuple[str, ...], list[str]] = {}
    for glob, tables in sections.items():
        profile = _profile(TableGroup(group.columns, (), tuple(tables)))
        profiles.setdefault(profile, []).append(glob)
    known = [profile for profile in profiles if profile]
    too_many = any(len(globs) > evidence.SECTION_HEADINGS for globs in profiles.values())
    if len(known) < 2 or () in profiles or too_many:
        yield group
        return
    for globs in profiles.values():
        tables = [located for glob in globs for located in sections[glob]]
        yield TableGroup(group.columns, tuple(globs), tuple(tables))


def _sections(tables: Sequence[Located]) -> dict[str, list[Located]]:
    """Return the tables by a glob of the outermost heading that differs."""
    paths = [table.headings for _, table in tables]
    depth = 0
    while len({path[: depth + 1] for path in paths}) == 1 and any(len(path) > depth + 1 for path in paths):
        depth += 1
    found: dict[str, list[Located]] = {}
    for located in tables:
        steps = located[1].headings[: depth + 1]
        found.setdefault(f"{steps[-1]}/**" if steps else "", []).append(located)
    return found


def _profile(group: TableGroup) -> tuple[str, ...]:
    """Return the rough kind of each column; empty for too few rows."""
    entries = group.entries[:: 1 + len(group.entries) // evidence.SECTION_SAMPLE]
    if len(entries) < evidence.SECTION_ROWS:
        return ()
    profile = []
    for title in group.columns:
        kind, _ = kinds.habits(Column.of(title, entries, group.spelling), evidence.SECTION_SHARE)
        profile.append(_ROUGH_KINDS.get(kind.name, "text"))
    return tuple(profile)


_ROUGH_KINDS: Mapping[str, str] = {
    "link": "links",
    "links": "links",
    "year": "number",
    "integer": "number",
    "number": "number",
    "image": "image",
}

_VAGUE_COLUMNS = frozenset(
    (
        *("", "#", "no", "no.", "id", "name", "names", "title", "rank", "ranking", "link", "links"),
        *("url", "icon", "date", "year", "key", "value"),
    )
)
_VAGUE_HEADINGS = frozenset(("", "list", "lists", "table", "tables", "contents", "overview", "readme"))
_NOUNS: Mapping[str, str] = {
    "paper": "papers",
    "venue": "papers",
    "published in": "papers",
    "conference": "papers",
    "dataset": "datasets",
    "repository": "repositories",
    "repo": "repositories",
    "company": "companies",
}
"""What the rows are, by a column, where the first column does not tell."""

_WORDS = re.compile(r"[^\W\d_][\w'’&/+-]*(?: [\w'’&/+-]+)*")
_NAME_WORDS, _NAME_LENGTH = 6, 40


def name(columns: Sequence[str], headings: Sequence[Sequence[str]], taken: Collection[str]) -> str:
    """Return a name for tables with these columns under these headings that is not `taken`: `papers`."""
    candidates = [*_names_of_columns(columns), *_names_of_headings(headings)] or ["entries"]
    for candidate in candidates:
        if candidate not in taken:
            return candidate
    extra = next((_plain(column) for column in reversed(columns) if _plain(column)), "more")
    best = f"{candidates[0]} with {extra}"
    number = 2
    while best in taken:
        best, number = f"{candidates[0]} {number}", number + 1
    return best


def plural(noun: str) -> str:
    """Return the plural of an English noun; other words are returned as they are."""
    if not noun.isascii() or not noun[-1:].isalpha() or noun.endswith("s"):
        return noun
    if noun.endswith(("x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def _names_of_columns(columns: Sequence[str]) -> list[str]:
    titles = [_plain(column) for column in columns]
    first = next((title for title in titles if title and not re.fullmatch(r"column \d+", title)), "")
    if first not in _VAGUE_COLUMNS and len(first.split()) <= 2:
        return [plural(first)]
    return [noun for column, noun in _NOUNS.items() if column in titles][:1]


def _names_of_headings(headings: Sequence[Sequence[str]]) -> list[str]:
    """Return the headings that all tables are under, the innermost first."""
    if not headings:
        return []
    shared = list(headings[0])
    for path in headings[1:]:
        shared = [heading for heading, other in zip(shared, path, strict=False) if heading == other]
    return [plain for heading in reversed(shared) if (plain := _plain(heading)) not in _VAGUE_HEADINGS]


def _plain(text: str) -> str:
    """Return the words of a title in lower case, without emoji and counts; empty if they are too many."""
    found = _WORDS.search(text)
    if found is None:
        return ""
    plain = found[0].lower().removeprefix("the ")
    return plain if len(plain) <= _NAME_LENGTH and len(plain.split()) <= _NAME_WORDS else ""
