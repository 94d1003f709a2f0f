"""Compare settings with the list that they are for: files, tables and columns that do not exist.

What a table that fits an entry cannot make right is an error: a rule by a column that none of the entry's
tables has, and `files` that match nothing. What a later table or file may need is a warning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rowcheck.errors import ConfigErrorDetail
from rowcheck.settings import globs
from rowcheck.settings.settings import Settings, TableSettings, is_markdown, is_misspelt, split_selector
from rowcheck.settings.yaml_positions import Path, Tree
from rowcheck.text import did_you_mean, listed, quoted

Columns: TypeAlias = tuple[str, ...]
Shape: TypeAlias = tuple[tuple[str, ...], Columns]
"""The headings above a table, and its columns."""


@dataclass(frozen=True, slots=True)
class Misfits:
    """What does not fit the list: `errors` end a run, `warnings` are part of its report."""

    errors: tuple[ConfigErrorDetail, ...] = ()
    warnings: tuple[ConfigErrorDetail, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.errors or self.warnings)


def of_files(settings: Settings, paths: Collection[str]) -> Misfits:
    """Return the globs of `files` that match none of the repository's `paths`."""
    inside = [path for path in map(settings.inside, paths) if path is not None]
    tree, value = settings.tree, settings.tree.value if settings.tree else None
    given = value.get("files") if isinstance(value, dict) else None
    if tree is None or given is None:
        return Misfits()
    places: list[tuple[Path, str]] = [(("files",), given)] if isinstance(given, str) else []
    places = places or [(("files", index), glob) for index, glob in enumerate(given)]
    unmatched: list[ConfigErrorDetail] = []
    for place, glob in places:
        bare = glob.removeprefix("!")
        if not any(globs.covers((bare,), path) for path in inside):
            is_name = not set(bare) & set("*?[")
            hint = did_you_mean(bare, list(filter(is_markdown, inside))) if is_name else ""
            # An exclusion of what does not exist does no harm, unless it is misspelt.
            if hint or not glob.startswith("!"):
                unmatched.append(tree.error(place, f"no file of the repository matches '{glob}'{hint}"))
    if any(map(settings.covers, paths)):
        return Misfits(warnings=tuple(unmatched))
    return Misfits(tuple(unmatched))


def of_tables(settings: Settings, shapes: Collection[Shape]) -> Misfits:
    """Return what `tables` names that is not in the tables of the list."""
    tree = settings.tree
    if tree is None:
        return Misfits()
    columns_of: dict[str, set[Columns]] = {}
    for headings, columns in shapes:
        if entry := settings.table_for(headings, columns):
            columns_of.setdefault(entry.name, set()).add(columns)
    errors: list[ConfigErrorDetail] = []
    warnings: list[ConfigErrorDetail] = []
    for entry in settings.tables:
        if entry.name not in columns_of:
            warnings.append(_without_tables(tree, entry, settings, shapes))
        else:
            errors += _without_columns(tree, entry, columns_of[entry.name])
    named = _without_properties(settings.tables, columns_of)
    errors += [error for error, is_wrong in named if is_wrong]
    warnings += [error for error, is_wrong in named if not is_wrong]
    return Misfits(tuple(sorted(errors, key=_by_line)), tuple(sorted(warnings, key=_by_line)))


def _by_line(error: ConfigErrorDetail) -> tuple[str, int, int]:
    return error.path, error.line, error.column


def _without_tables(
    tree: Tree, entry: TableSettings, settings: Settings, shapes: Collection[Shape]
) -> ConfigErrorDetail:
    """Return the warning about an entry without tables, at the part of `match` that matches none."""
    path: Path = ("tables", entry.name)
    message = f"the entry '{entry.name}' applies to no table of the list"
    fitting = [shape for shape in shapes if entry.match.fits(*shape)]
    if fitting:
        first = settings.table_for(*fitting[0])
        other = (
            f", since the entry '{first.name}' above applies to the tables that it matches" if first else ""
        )
        return tree.error(path, f"{message}{other}", key=True)
    columns = dict.fromkeys(column for _, titles in shapes for column in titles)
    known = set(map(globs.fold, columns))
    for index, column in enumerate(entry.match.columns):
        if globs.fold(column) not in known:
            place = (*path, "match", "columns", index)
            hint = did_you_mean(column, columns)
            return tree.error(place, f"{message}: none has a column '{column}'{hint}")
    for index, glob in enumerate(entry.match.headings):
        if not any(globs.under(glob, headings) for headings, _ in shapes):
            place = (*path, "match", "headings", index)
            titles = dict.fromkeys(heading for headings, _ in shapes for heading in headings)
            hint = did_you_mean(glob.strip("/*").rpartition("/")[2], titles)
            return tree.error(place, f"{message}: none is under '{glob}'{hint}")
    reason = ": none has all of its columns" if len(entry.match.columns) > 1 else ""
    return tree.error((*path, "match"), f"{message}{reason}", key=True)


def _without_columns(
    tree: Tree, entry: TableSettings, tables: Collection[Columns]
) -> Iterator[ConfigErrorDetail]:
    """Yield an error for each rule by a column that no table of the entry has."""
    path: Path = ("tables", entry.name)
    rules: list[tuple[Path, str]] = []
    rules += [(("order", index, "by"), key.by) for index, key in enumerate(entry.order)]
    rules += [(("unique", index, "by"), key.by) for index, key in enumerate(entry.unique or ())]
    if entry.group_by is not None:
        rules.append((("group_by",), entry.group_by))
    known = _folded(tables)
    for place, selector in rules:
        if globs.fold(selector) not in known and globs.fold(split_selector(selector)[0]) not in known:
            yield tree.error((*path, *place), _no_column(split_selector(selector)[0], [entry.name], known))


def _without_properties(
    entries: Iterable[TableSettings], columns_of: Mapping[str, Collection[Columns]]
) -> list[tuple[ConfigErrorDetail, bool]]:
    """Return a message for each property of a list's own row schemas that no table has as a column.

    The second value is whether it is misspelt; else it may be a column that a table does not have yet.
    Entries may share a schema, whose properties need to be columns of one of them.
    """
    names: dict[tuple[str, Path], list[TableSettings]] = {}
    locations = {}
    for entry in entries:
        for name, location in entry.row.named if entry.row and entry.name in columns_of else ():
            place = (location.tree.path, location.path)
            names.setdefault(place, []).append(entry)
            locations[place] = (name, location)
    missing: list[tuple[ConfigErrorDetail, bool]] = []
    for place, users in names.items():
        name, location = locations[place]
        known = _folded(columns for entry in users for columns in columns_of[entry.name])
        if globs.fold(name) not in known:
            message = _no_column(name, [entry.name for entry in users], known)
            others = {globs.fold(other) for other, _ in users[0].row.named} if users[0].row else set()
            is_wrong = any(is_misspelt(globs.fold(name), column) for column in known if column not in others)
            missing.append((location.tree.error(location.path, message, key=True), is_wrong))
    return missing


def _no_column(column: str, entries: Sequence[str], known: Mapping[str, str]) -> str:
    names = listed(list(dict.fromkeys(map(quoted, entries))))
    return f"no table of {names} has a column '{column}'{did_you_mean(column, known.values())}"


def _folded(tables: Iterable[Columns]) -> dict[str, str]:
    return {globs.fold(column): column for columns in tables for column in columns}
