"""The settings of a list as frozen values: where they are found, and how they are read and validated."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeAlias

from rowcheck.errors import ConfigError, ConfigErrorDetail, SourceError
from rowcheck.model import Severity
from rowcheck.settings import contract, globs, schemas, yaml_positions
from rowcheck.settings.schemas import Read, RowSchema
from rowcheck.sources.content import read_in_folder
from rowcheck.sources.encoding import decode_utf8

LOCATIONS = (".github/rowcheck.yml", ".github/rowcheck.yaml", "rowcheck.yml", "rowcheck.yaml")
"""Where a list's settings are looked for; the first file that exists is used."""

NESTED = ("rowcheck.yml", "rowcheck.yaml")
"""The names of settings in a folder, which apply to the files below it."""

DEFAULT_FILES = ("**/*.md", "**/*.mkd", "**/*.mkdn", "**/*.mdown", "**/*.markdown")
"""The files that GitHub renders as Markdown; their extensions may be in any case.

https://github.com/github-linguist/linguist/blob/main/lib/linguist/languages.yml
"""

Part: TypeAlias = Literal["text", "url"]
OrderAs: TypeAlias = Literal["text", "title", "number", "year", "date", "venue-year"]
UniqueAs: TypeAlias = Literal["work", "title", "text", "url"]
Scope: TypeAlias = Literal["table", "section", "file", "list"]
NewRows: TypeAlias = Literal["sorted", "top", "bottom"]


@dataclass(frozen=True, slots=True)
class OrderKey:
    """A key to sort by; `by` is a selector, `locale` the language whose alphabet counts, if any."""

    by: str
    as_: OrderAs = "text"
    descending: bool = False
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Unique:
    """A value that no two rows within `scope` may share; `by` is a selector."""

    by: str
    as_: UniqueAs
    scope: Scope = "table"
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Which tables an entry is for: the columns they must have, and globs of which one must match."""

    columns: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()

    def fits(self, headings: Sequence[str], columns: Collection[str]) -> bool:
        """Return whether a table matches; the order, case and spacing of columns do not count."""
        present = {globs.fold(column) for column in columns}
        if not all(globs.fold(column) in present for column in self.columns):
            return False
        return not self.headings or any(globs.under(glob, headings) for glob in self.headings)


@dataclass(frozen=True, slots=True)
class TableSettings:
    """The settings of one kind of table; `unique` is None when they do not have the key."""

    name: str
    match: Match = Match()
    row: RowSchema | None = None
    order: tuple[OrderKey, ...] = ()
    new_rows: NewRows = "sorted"
    group_by: str | None = None
    unique: tuple[Unique, ...] | None = None
    locale: str = ""
    rules: Mapping[str, Severity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A row, by its title or URL, that may violate a rule, in all files or in the one at `path`."""

    rule: str
    row: str
    reason: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class OnGitHub:
    """The settings of `rowcheck review`."""

    commands: tuple[str, ...] = ("rowcheck", "revalidate")
    inline_comments: int = 25
    across_pull_requests: bool = False
    request_changes: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a list; `Settings()` are those of a list without a file of settings.

    `selected` are the only rules to run, if there are any, and `ignored` those not to run, both chosen for
    one run.
    """

    path: str | None = None
    files: tuple[str, ...] = DEFAULT_FILES
    tables: tuple[TableSettings, ...] = ()
    rules: Mapping[str, Severity] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    github: OnGitHub = OnGitHub()
    root: str = ""
    """The folder that the globs of `files` start from; no file outside it is covered."""
    selected: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    tree: yaml_positions.Tree | None = field(default=None, compare=False, repr=False)
    """The file that they were read from, for the places of what does not fit the list."""

    def covers(self, path: str) -> bool:
        """Return whether the file at `path`, from the top of the repository, is part of the list."""
        inside = self.inside(path)
        return inside is not None and globs.covers(self.files, inside, any_case=DEFAULT_FILES)

    def inside(self, path: str) -> str | None:
        """Return a path from the root of the settings; None if it is outside."""
        if not self.root:
            return path
        return path.removeprefix(f"{self.root}/") if path.startswith(f"{self.root}/") else None

    def table_for(self, headings: Sequence[str], columns: Sequence[str]) -> TableSettings | None:
        """Return the first entry that a table matches."""
        return next((table for table in self.tables if table.match.fits(headings, columns)), None)

    def severity(self, rule: str, table: TableSettings | None, default: Severity) -> Severity:
        """Return the severity of a rule: that of the table, else of the list, else `default`.

        A selected rule runs even if the settings turn it off.
        """
        if rule in self.ignored or (self.selected and rule not in self.selected):
            return "off"
        of_table = table.rules.get(rule) if table else None
        severity = of_table or self.rules.get(rule, default)
        return default if severity == "off" and rule in self.selected else severity


def is_markdown(path: str) -> bool:
    """Return whether the default of `files` includes a path."""
    return globs.covers(DEFAULT_FILES, path, any_case=DEFAULT_FILES)


def split_selector(selector: str) -> tuple[str, Part | None]:
    """Return the column of a selector and the part of its link: `Paper.url` is ("Paper", "url")."""
    column, dot, part = selector.rpartition(".")
    if dot and column and part in ("text", "url"):
        return column, part  # type: ignore[return-value]
    return selector, None


def read_settings(read: Read, rule_ids: Collection[str], config: str | None = None) -> Settings:
    """Return the settings in the file `config` on disk, else the list's own, else the defaults.

    `read` returns a file of the list at its trusted version. Row schemas are looked for beside `config`
    first, then in the list. Raises ConfigError with all errors, and SourceError.
    """
    if config is not None:
        try:
            text = decode_utf8(Path(config).read_bytes(), config)
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


def read_nested(read: Read, rule_ids: Collection[str], folder: str) -> Settings | None:
    """Return the settings in a folder of the repository, for the files below it; None if it has none.

    Raises ConfigError and SourceError.
    """
    for name in NESTED:
        path = f"{folder}/{name}"
        if (text := read(path)) is not None:
            beside = first_of(lambda schema: read(f"{folder}/{schema}"), read)
            return with_root(load_settings(text, path, beside, rule_ids), folder)
    return None


def with_root(settings: Settings, folder: str) -> Settings:
    """Return the settings with their paths from a folder of the repository."""
    waivers = tuple(
        replace(waiver, path=f"{folder}/{waiver.path}") if waiver.path else waiver
        for waiver in settings.waivers
    )
    return replace(settings, root=folder, waivers=waivers)


def first_of(*readers: Read) -> Read:
    """Return a function that reads a file with the first of `readers` that has it."""

    def read(path: str) -> str | None:
        return next((text for reader in readers if (text := reader(path)) is not None), None)

    return read


def load_settings(text: str, path: str, read: Read, rule_ids: Collection[str]) -> Settings:
    """Return the settings in `text`, the content of `path`; `read` reads the row schemas that it names.

    Raises ConfigError with all errors in the settings and in their row schemas.
    """
    tree = yaml_positions.read(text, path)
    value = {} if tree.value is None else tree.value
    schema = contract.schema("config")
    rule = {**schema["$defs"]["rule"], "enum": sorted(rule_ids)}
    mismatches = contract.mismatches({**schema, "$defs": {**schema["$defs"], "rule": rule}}, value)
    errors = [tree.error(each.path, each.message, each.key) for each in mismatches]
    rows: dict[str, RowSchema | None] = {}
    for name, table in _tables(value):
        wrong = [each.path[2:] for each in mismatches if each.path[:2] == ("tables", name)]
        if not wrong:
            errors.extend(_misspelt_columns(tree, name, table))
        if not any(not rest or rest[0] == "row" for rest in wrong):
            try:
                rows[name] = _row_schema(tree, name, read)
            except ConfigError as error:
                errors.extend(error.errors)
    if errors:
        errors.sort(key=lambda error: (error.path != path, error.path, error.line))
        raise ConfigError(tuple(errors))
    return Settings(
        path=path,
        files=_files(_several(value.get("files", ()))),
        tables=tuple(
            _table(name, table, rows[name], value.get("locale", "")) for name, table in _tables(value)
        ),
        rules=value.get("rules", {}),
        waivers=tuple(Waiver(**waiver) for waiver in value.get("waivers", ())),
        github=_on_github(value.get("github", {})),
        tree=tree,
    )


def _tables(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    tables = value.get("tables") if isinstance(value, dict) else None
    for name, table in tables.items() if isinstance(tables, dict) else ():
        if isinstance(table, dict):
            yield name, table


def _row_schema(tree: yaml_positions.Tree, name: str, read: Read) -> RowSchema | None:
    path = ("tables", name, "row")
    row = tree.value["tables"][name].get("row")
    if row is None:
        return None
    if isinstance(row, dict):
        return schemas.inline(tree, path, read)
    if row in contract.row_schema_names():
        return schemas.ready(row)
    try:
        return schemas.file(row, read)
    except schemas.MissingError as error:
        raise ConfigError((tree.error(path, str(error)),)) from None


def _misspelt_columns(
    tree: yaml_positions.Tree, name: str, table: dict[str, Any]
) -> Iterator[ConfigErrorDetail]:
    """Yield an error for each column that is nearly one of `match.columns`."""
    columns = table.get("match", {}).get("columns", ())
    known = {globs.fold(column) for column in columns}
    for path, column in _columns_named(table):
        near = next((each for each in columns if is_misspelt(globs.fold(column), globs.fold(each))), None)
        if near and globs.fold(column) not in known:
            message = f"there is no column '{column}' in 'match'; did you mean '{near}'?"
            yield tree.error(("tables", name, *path), message, key=path[-1] == column)


def _columns_named(table: dict[str, Any]) -> Iterator[tuple[yaml_positions.Path, str]]:
    """Yield the columns that an entry names outside of `match`, with their paths."""
    if "group_by" in table:
        yield ("group_by",), table["group_by"]
    for key in ("order", "unique"):
        for index, entry in enumerate(table.get(key, ())):
            yield (key, index, "by"), split_selector(entry["by"])[0]
    row = table.get("row")
    for name in row.get("properties", ()) if isinstance(row, dict) else ():
        yield ("row", "properties", name), name


def is_misspelt(column: str, known: str) -> bool:
    """Return whether spaces, a letter or two of one word, or the order of two letters differ.

    `Link 2` beside `Link` and `Input` beside `Output` are columns of their own.
    """
    if column.replace(" ", "") == known.replace(" ", ""):
        return True
    pairs = list(zip(column.split(), known.split(), strict=False))
    different = [pair for pair in pairs if pair[0] != pair[1]]
    if len(column.split()) != len(known.split()) or len(different) != 1:
        return False
    word, right = different[0]
    if not (word.isalpha() and right.isalpha() and min(len(word), len(right)) > 2):
        return False
    if sorted(word) == sorted(right) and _differences(word, right) == 2:
        return True
    return SequenceMatcher(None, word, right).ratio() >= 0.8


def _differences(word: str, other: str) -> int:
    return sum(letter != right for letter, right in zip(word, other, strict=True))


def _table(name: str, table: dict[str, Any], row: RowSchema | None, locale: str) -> TableSettings:
    match, locale = table.get("match", {}), table.get("locale", locale)
    return TableSettings(
        name=name,
        match=Match(tuple(match.get("columns", ())), _several(match.get("headings", ()))),
        row=row,
        order=tuple(
            OrderKey(
                entry["by"],
                entry.get("as", "text"),
                entry.get("direction") == "descending",
                entry.get("locale", locale),
            )
            for entry in table.get("order", ())
        ),
        new_rows=table.get("new_rows", "sorted"),
        group_by=table.get("group_by"),
        unique=tuple(map(_unique, table["unique"])) if "unique" in table else None,
        locale=locale,
        rules=table.get("rules", {}),
    )


def _unique(entry: dict[str, Any]) -> Unique:
    as_ = entry.get("as", "work" if split_selector(entry["by"])[1] == "url" else "title")
    return Unique(entry["by"], as_, entry.get("scope", "table"), entry.get("severity"))


def _on_github(entry: dict[str, Any]) -> OnGitHub:
    names = {"commands": _several(entry["commands"])} if "commands" in entry else {}
    return OnGitHub(**{**entry, **names})


def _several(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _files(patterns: Sequence[str]) -> tuple[str, ...]:
    """Return the globs of `files`; globs that only exclude files are added to the default ones."""
    only_exclude = all(pattern.startswith("!") for pattern in patterns)
    return (*DEFAULT_FILES, *patterns) if only_exclude else tuple(patterns)
