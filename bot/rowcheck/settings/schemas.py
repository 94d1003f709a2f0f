"""Load row schemas: ready-made ones by name, a list's own by path or inline. Nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from posixpath import dirname, join, normpath
from typing import Any, TypeAlias

from rowcheck.errors import ConfigError
from rowcheck.model import Cell
from rowcheck.settings import columns, contract, keywords, messages, yaml_positions
from rowcheck.settings.messages import RowProblem
from rowcheck.settings.references import Location, UnresolvedError, expand, in_place
from rowcheck.text import did_you_mean

Read: TypeAlias = Callable[[str], str | None]
"""Return the text of a file by its path from the top of the repository; None when it does not exist."""

_MOST_REMEMBERED = 10_000


class MissingError(Exception):
    """A row schema that is neither ready-made nor a file of the repository, and what to do."""


class RowSchema:
    """What the rows of a table must be; `schema` is the JSON Schema without references.

    `named` are the columns that the list's own schemas name as properties, with their places.
    """

    def __init__(self, name: str, schema: Any, named: tuple[tuple[str, Location], ...] = ()) -> None:
        self.name = name
        self.schema = schema
        self.named = named
        self._tables: dict[tuple[str, ...], columns.TableSchema] = {}
        self._problems: dict[Hashable, tuple[RowProblem, ...]] = {}

    def __repr__(self) -> str:
        return f"RowSchema({self.name!r})"

    def accepts(self, titles: tuple[str, ...], cells: Mapping[str, Cell | None]) -> bool:
        """Return whether a row has no problems; see `problems`."""
        table = self._table(titles)
        return table.accepts(table.row(cells))

    def problems(self, titles: tuple[str, ...], cells: Mapping[str, Cell | None]) -> tuple[RowProblem, ...]:
        """Return the problems of a row with these column titles; a cell that it lacks is None."""
        table = self._table(titles)
        if table.accepts(row := table.row(cells)):
            return ()
        # Several rules ask about the same row, and they ask again for each fix that is verified.
        key = titles, tuple((cell.source, cell.inline) if cell else None for cell in cells.values())
        if key not in self._problems:
            if len(self._problems) >= _MOST_REMEMBERED:
                self._problems.clear()
            self._problems[key] = tuple(messages.problems(table, row, cells))
        return self._problems[key]

    def _table(self, titles: tuple[str, ...]) -> columns.TableSchema:
        if titles not in self._tables:
            self._tables[titles] = columns.fit(self.schema, titles)
        return self._tables[titles]


@cache
def ready(name: str) -> RowSchema:
    """Return a ready-made row schema. Raises LookupError."""
    return _row_schema(name, Location(_shipped(name)), lambda _: None)


def file(path: str, read: Read) -> RowSchema:
    """Return the row schema in a file of the list. Raises MissingError, and ConfigError with all errors."""
    return _row_schema(path, Location(_read_file(path, "", read)), read)


def inline(tree: yaml_positions.Tree, path: yaml_positions.Path, read: Read) -> RowSchema:
    """Return the row schema at a path in the settings, whose shape is valid. Raises ConfigError."""
    return _row_schema(tree.path, Location(tree, path, path), read)


def _row_schema(name: str, start: Location, read: Read) -> RowSchema:
    def open_file(reference: str, location: Location) -> Location:
        if reference == "cell.schema.json":
            return Location(_shipped("cell"))
        if reference.startswith("rowcheck:"):
            return _ready_made(reference)
        # The paths in settings are from the top of the repository, those in a schema from its folder.
        is_inline = location.tree is start.tree and start.root
        folder = "" if is_inline else dirname(location.tree.path)
        try:
            return Location(_read_file(reference, folder, read))
        except MissingError as error:
            raise UnresolvedError(str(error)) from None

    schema, origins = expand(start, open_file)
    if errors := keywords.unused(schema, origins):
        raise ConfigError(tuple(errors))
    named = (
        (name, place.inside("properties", name))
        for part in in_place(schema)
        for name in part.get("properties", ())
        if (place := origins.get(id(part))) and not place.tree.path.startswith("rowcheck:")
    )
    return RowSchema(name, schema, tuple(named))


def _ready_made(reference: str) -> Location:
    name = reference.removeprefix("rowcheck:")
    kinds = tuple(contract.schema("cell")["$defs"])
    if name in kinds:
        return Location(_shipped("cell"), ("$defs", name))
    if name in contract.row_schema_names():
        return Location(_shipped(name))
    known = [f"rowcheck:{each}" for each in (*kinds, *contract.row_schema_names())]
    raise UnresolvedError(f"there is no '{reference}'{did_you_mean(reference, known)}")


def _shipped(name: str) -> yaml_positions.Tree:
    return yaml_positions.Tree(f"rowcheck:{name}", contract.schema(name))


def _read_file(name: str, folder: str, read: Read) -> yaml_positions.Tree:
    """Return a schema file of the list, after checking its shape."""
    path = _inside(name, folder)
    text = read(path)
    if text is None:
        hint = "" if folder else did_you_mean(name, contract.row_schema_names())
        raise MissingError(f"there is no file '{path}' in the repository{hint}")
    tree = yaml_positions.read(text, path)
    mismatches = contract.mismatches(contract.schema("row"), tree.value)
    if mismatches:
        raise ConfigError(tuple(tree.error(each.path, each.message, each.key) for each in mismatches))
    return tree


def _inside(name: str, folder: str) -> str:
    """Return a path from the top of the repository. Raises MissingError for a path out of it."""
    if "://" in name or name.startswith("//"):
        raise MissingError(f"'{name}' is not fetched; put the schema into the list's repository")
    path = normpath(join(folder, name))
    if name.startswith("/") or "\\" in name or "\0" in name or path.split("/")[0] == "..":
        raise MissingError(f"'{name}' is outside the repository; name a path within it")
    return path
