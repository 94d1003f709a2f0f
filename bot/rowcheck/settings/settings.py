"""A list's settings: which tables, what their rows must be, which rules count how much.

What a run without settings needs is at hand at once; the rest is imported to read them. Reads
text and gives values; which version of the file is trusted is the caller's to decide. The
file's shape is `schema/config.schema.json`; what a schema cannot say (a misspelt column, a row
schema that is not there) is checked here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias

from rowcheck.errors import ConfigError, ConfigErrorDetail, SourceError
from rowcheck.model import Severity
from rowcheck.settings import contract, globs, schemas, yaml_positions
from rowcheck.settings.schemas import Read, RowSchema
from rowcheck.sources.content import read_in_folder
from rowcheck.sources.encoding import strict

LOCATIONS = (".github/rowcheck.yml", ".github/rowcheck.yaml", "rowcheck.yml", "rowcheck.yaml")
"""Where a list's settings are looked for; the first file that exists is used."""

DEFAULT_FILES = ("**/*.md", "**/*.markdown")

Part: TypeAlias = Literal["text", "url"]
OrderAs: TypeAlias = Literal["text", "title", "number", "year", "date", "venue-year"]
UniqueAs: TypeAlias = Literal["work", "title", "text", "url"]
Scope: TypeAlias = Literal["table", "section", "file", "list"]
NewRows: TypeAlias = Literal["sorted", "top", "bottom"]


def split_selector(selector: str) -> tuple[str, Part | None]:
    """A selector's column and the part of its link: `Paper.url` is ("Paper", "url")."""
    column, dot, part = selector.rpartition(".")
    if dot and column and part in ("text", "url"):
        return column, part  # type: ignore[return-value]
    return selector, None


class OrderKey(NamedTuple):
    """One key to sort by; `by` is a selector."""

    by: str
    as_: OrderAs = "text"
    descending: bool = False


class Unique(NamedTuple):
    """What no two rows within `scope` may share; `by` is a selector."""

    by: str
    as_: UniqueAs
    scope: Scope = "table"
    severity: Severity | None = None


class Match(NamedTuple):
    """Which tables are meant: the columns they must have, the headings of which one must fit."""

    columns: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()

    def fits(self, headings: Sequence[str], columns: Collection[str]) -> bool:
        """Columns may come in any order and among others; case and spacing do not count."""
        present = {globs.fold(column) for column in columns}
        if not all(globs.fold(column) in present for column in self.columns):
            return False
        return not self.headings or any(globs.under(glob, headings) for glob in self.headings)


class TableSettings(NamedTuple):
    """What is expected of one kind of table. `unique` is None when the settings do not say."""

    name: str
    match: Match = Match()
    row: RowSchema | None = None
    order: tuple[OrderKey, ...] = ()
    new_rows: NewRows = "sorted"
    group_by: str | None = None
    unique: tuple[Unique, ...] | None = None
    rules: Mapping[str, Severity] = MappingProxyType({})


class Waiver(NamedTuple):
    """A row, by its title or URL, that may break a rule; in one file only when `path` is given."""

    rule: str
    row: str
    reason: str
    path: str | None = None


class OnGitHub(NamedTuple):
    """How `rowcheck review` behaves: what its commands are called, and what it may do beside comments."""

    commands: tuple[str, ...] = ("rowcheck", "revalidate")
    inline_comments: int = 25
    across_pull_requests: bool = False
    request_changes: bool = False


class Settings(NamedTuple):
    """All that a list says about itself; `Settings()` is what counts without a file."""

    path: str | None = None
    files: tuple[str, ...] = DEFAULT_FILES
    tables: tuple[TableSettings, ...] = ()
    rules: Mapping[str, Severity] = MappingProxyType({})
    waivers: tuple[Waiver, ...] = ()
    github: OnGitHub = OnGitHub()

    def covers(self, path: str) -> bool:
        """Whether the file at `path`, from the top of the repository, is part of the list."""
        return globs.covers(self.files, path)

    def table_for(self, headings: Sequence[str], columns: Sequence[str]) -> TableSettings | None:
        """The first entry that fits a table; None when the settings do not speak of it."""
        return next((table for table in self.tables if table.match.fits(headings, columns)), None)

    def severity(self, rule: str, table: TableSettings | None, default: Severity) -> Severity:
        """How much `rule` counts: as its table says, else as the list says, else `default`."""
        said = table.rules.get(rule) if table else None
        return said or self.rules.get(rule, default)


def read_settings(read: Read, rule_ids: Collection[str], config: str | None = None) -> Settings:
    """Return the settings in the file `config` on disk, else the list's own, else the defaults.

    `read` returns a file of the list at its trusted version, or None. Row schemas are looked for beside
    `config` first, then in the list. Raises ConfigError with all errors, and SourceError.
    """
    if config is not None:
        try:
            text = strict(Path(config).read_bytes(), config)
        except OSError as error:
            raise SourceError(
                f"{config}: cannot be read: {error.strerror}; check the path after --config"
            ) from None
        beside = partial(read_in_folder, Path(config).parent)
        return load_settings(text, config, first_of(beside, read), rule_ids)
    for path in LOCATIONS:
        if (own := read(path)) is not None:
            return load_settings(own, path, read, rule_ids)
    return Settings()


def first_of(*readers: Read) -> Read:
    """Return a function that reads a file with the first of `readers` that has it."""

    def read(path: str) -> str | None:
        return next((text for reader in readers if (text := reader(path)) is not None), None)

    return read


def load_settings(text: str, path: str, read: Read, rule_ids: Collection[str]) -> Settings:
    """The settings in `text`. Raises ConfigError with every fault in them and in their row schemas.

    `read` gives a file of the list's own repository at the same trusted version, None when it is
    missing; `rule_ids` are the rules there are.
    """
    tree = yaml_positions.read(text, path)
    value = {} if tree.value is None else tree.value
    schema = contract.schema("config")
    rule = {**schema["$defs"]["rule"], "enum": sorted(rule_ids)}
    misfits = contract.mismatches({**schema, "$defs": {**schema["$defs"], "rule": rule}}, value)
    faults = [tree.error(misfit.path, misfit.message, misfit.key) for misfit in misfits]
    rows: dict[str, RowSchema] = {}
    for name, table in _tables(value):
        if not any(misfit.path[:2] == ("tables", name) for misfit in misfits):
            faults.extend(_misspelt(tree, name, table))
        if not any(misfit.path[:3] == ("tables", name, "row") for misfit in misfits):
            faults.extend(_add_row(rows, tree, name, read))
    if faults:
        raise ConfigError(
            tuple(sorted(faults, key=lambda fault: (fault.path != path, fault.path, fault.line)))
        )
    return _settings(path, value, rows)


def _tables(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    tables = value.get("tables") if isinstance(value, dict) else None
    for name, table in tables.items() if isinstance(tables, dict) else ():
        if isinstance(table, dict):
            yield name, table


def _misspelt(tree: yaml_positions.Tree, name: str, table: dict[str, Any]) -> Iterator[ConfigErrorDetail]:
    """Columns that are spoken of and are one of `match.columns` but for a slip."""
    columns = table.get("match", {}).get("columns", ())
    known = {globs.fold(column) for column in columns}
    for where, column in _spoken(table):
        near = next((right for right in columns if _is_slip(globs.fold(column), globs.fold(right))), None)
        if near and globs.fold(column) not in known:
            message = f"there is no column '{column}' in 'match'; did you mean '{near}'?"
            yield tree.error(("tables", name, *where), message, key=where[-1] == column)


def _spoken(table: dict[str, Any]) -> Iterator[tuple[yaml_positions.Path, str]]:
    """The columns that an entry speaks of, and where."""
    if "group_by" in table:
        yield ("group_by",), table["group_by"]
    for key in ("order", "unique"):
        for index, entry in enumerate(table.get(key, ())):
            yield (key, index, "by"), split_selector(entry["by"])[0]
    row = table.get("row")
    for name in row.get("properties", ()) if isinstance(row, dict) else ():
        yield ("row", "properties", name), name


def _is_slip(column: str, right: str) -> bool:
    """Whether one word is off by a letter or two; `Link 2` and `Link`, `Input` and `Output` are columns."""
    if column.replace(" ", "") == right.replace(" ", ""):
        return True
    words, rights = column.split(), right.split()
    off = [pair for pair in zip(words, rights, strict=False) if pair[0] != pair[1]]
    if len(words) != len(rights) or len(off) != 1 or not all(word.isalpha() for word in off[0]):
        return False
    return min(map(len, off[0])) > 2 and SequenceMatcher(None, *off[0]).ratio() >= 0.8


def _add_row(
    rows: dict[str, RowSchema], tree: yaml_positions.Tree, name: str, read: Read
) -> tuple[ConfigErrorDetail, ...]:
    """Find the row schema of a table, if it has one; what is wrong with it otherwise."""
    at = ("tables", name, "row")
    row = tree.value["tables"][name].get("row")
    try:
        if isinstance(row, dict):
            rows[name] = schemas.inline(tree, at, read)
        elif row in contract.row_schema_names():
            rows[name] = schemas.ready(row)
        elif row is not None:
            rows[name] = schemas.file(row, read)
    except schemas.MissingError as error:
        return (tree.error(at, str(error)),)
    except ConfigError as error:
        return error.errors
    return ()


def _settings(path: str, value: dict[str, Any], rows: Mapping[str, RowSchema]) -> Settings:
    return Settings(
        path=path,
        files=_files(_several(value.get("files", ()))),
        tables=tuple(_table(name, table, rows.get(name)) for name, table in _tables(value)),
        rules=value.get("rules", {}),
        waivers=tuple(Waiver(**waiver) for waiver in value.get("waivers", ())),
        github=_on_github(value.get("github", {})),
    )


def _on_github(entry: dict[str, Any]) -> OnGitHub:
    names = {"commands": _several(entry["commands"])} if "commands" in entry else {}
    return OnGitHub(**{**entry, **names})


def _table(name: str, table: dict[str, Any], row: RowSchema | None) -> TableSettings:
    match = table.get("match", {})
    return TableSettings(
        name=name,
        match=Match(tuple(match.get("columns", ())), _several(match.get("headings", ()))),
        row=row,
        order=tuple(_order(entry) for entry in table.get("order", ())),
        new_rows=table.get("new_rows", "sorted"),
        group_by=table.get("group_by"),
        unique=tuple(_unique(entry) for entry in table["unique"]) if "unique" in table else None,
        rules=table.get("rules", {}),
    )


def _order(entry: dict[str, Any]) -> OrderKey:
    return OrderKey(entry["by"], entry.get("as", "text"), entry.get("direction") == "descending")


def _unique(entry: dict[str, Any]) -> Unique:
    as_ = entry.get("as", "work" if split_selector(entry["by"])[1] == "url" else "title")
    return Unique(entry["by"], as_, entry.get("scope", "table"), entry.get("severity"))


def _several(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _files(patterns: Sequence[str]) -> tuple[str, ...]:
    """Return the globs of `files`; globs that only exclude files are added to the default ones."""
    only_exclude = all(pattern.startswith("!") for pattern in patterns)
    return (*DEFAULT_FILES, *patterns) if only_exclude else tuple(patterns)
