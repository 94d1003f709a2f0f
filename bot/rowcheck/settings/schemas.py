"""Row schemas: the ready-made ones, a list's own, and what they say of a row.

The face of the row schemas. Nothing outside the list's repository and our own files is ever
read, and nothing of the network.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any, TypeAlias

from rowcheck.errors import ConfigError
from rowcheck.model import Cell
from rowcheck.settings import contract, references, yaml_positions
from rowcheck.settings.fault import RowProblem as RowProblem
from rowcheck.text import did_you_mean

if TYPE_CHECKING:
    from rowcheck.settings.plan import Plan

Read: TypeAlias = Callable[[str], str | None]
"""Gives the text of a file of the list's repository by its path from the top; None when missing."""


_MOST_SAID = 10_000
"""Rows at fault of which it is remembered what was said."""


class MissingError(Exception):
    """A row schema that is neither ready-made nor in the list's repository, and what to do."""


class RowSchema:
    """What a row must be. Cheap to make: it is compiled at its first use, once for each set of columns."""

    def __init__(self, name: str, whole: Callable[[], Any]) -> None:
        self.name = name
        self._whole = whole
        self._plans: dict[tuple[str, ...], Plan] = {}
        self._said: dict[Hashable, tuple[RowProblem, ...]] = {}

    def __repr__(self) -> str:
        return f"RowSchema({self.name!r})"

    def accepts(self, columns: tuple[str, ...], cells: Mapping[str, Cell | None]) -> bool:
        """Whether nothing is wrong with a row; `problems` without the words."""
        fitted = self._plan(columns)
        return fitted.accepts(fitted.row(cells))

    def problems(self, columns: tuple[str, ...], cells: Mapping[str, Cell | None]) -> tuple[RowProblem, ...]:
        """What is wrong with a row of a table with these `columns`; None is a cell the row lacks."""
        fitted = self._plan(columns)
        if fitted.accepts(row := fitted.row(cells)):
            return ()
        # A row at fault is asked about again by each rule, and for each fix that is tried elsewhere.
        asked = columns, tuple((cell.source, cell.inline) if cell else None for cell in cells.values())
        if asked not in self._said:
            from rowcheck.settings import wording

            if len(self._said) >= _MOST_SAID:
                self._said.clear()
            self._said[asked] = tuple(wording.faults(fitted, row, cells))
        return self._said[asked]

    @cached_property
    def schema(self) -> Any:
        """The JSON Schema without references."""
        return self._whole()

    def _plan(self, columns: tuple[str, ...]) -> Plan:
        fitted = self._plans.get(columns)
        if fitted is None:
            from rowcheck.settings import plan

            fitted = self._plans[columns] = plan.make(self.schema, columns)
        return fitted


def ready(name: str) -> RowSchema:
    """A ready-made row schema."""
    return RowSchema(name, lambda: _expand(references.Location(_shipped_tree(name)), lambda _: None))


def file(path: str, read: Read) -> RowSchema:
    """The row schema in a file of the list. Raises MissingError, and ConfigError with all its faults."""
    return _checked(path, references.Location(_own_tree(path, "", read)), read)


def inline(tree: yaml_positions.Tree, at: yaml_positions.Path, read: Read) -> RowSchema:
    """The row schema at a path in the settings, of the right shape. Raises ConfigError with its faults."""
    return _checked(tree.path, references.Location(tree, at, at), read)


def _checked(name: str, spot: references.Location, read: Read) -> RowSchema:
    whole = _expand(spot, read)
    return RowSchema(name, lambda: whole)


def _expand(location: references.Location, read: Read) -> Any:
    return references.expand(location, lambda file, at: _open(file, at, location, read))


def _open(
    reference: str, at: references.Location, start: references.Location, read: Read
) -> references.Location:
    """The file that a reference names: `rowcheck:link`, `cell.schema.json`, or one beside its own."""
    if reference == "cell.schema.json":
        return references.Location(_shipped_tree("cell"))
    if reference.startswith("rowcheck:"):
        return _named(reference.removeprefix("rowcheck:"))
    folder = "" if at.tree is start.tree and start.root else dirname(at.tree.path)
    try:
        return references.Location(_own_tree(reference, folder, read))
    except MissingError as error:
        raise references.UnresolvedError(str(error)) from None


def _named(name: str) -> references.Location:
    kinds = tuple(contract.schema("cell")["$defs"])
    if name in kinds:
        return references.Location(_shipped_tree("cell"), ("$defs", name))
    if name in contract.row_schema_names():
        return references.Location(_shipped_tree(name))
    known = [f"rowcheck:{known}" for known in (*kinds, *contract.row_schema_names())]
    raise references.UnresolvedError(
        f"there is no 'rowcheck:{name}'{did_you_mean(f'rowcheck:{name}', known)}"
    )


def _shipped_tree(name: str) -> yaml_positions.Tree:
    return yaml_positions.Tree(f"rowcheck:{name}", contract.schema(name))


def _own_tree(name: str, folder: str, read: Read) -> yaml_positions.Tree:
    """A schema file of the list, read and found to be of the right shape."""
    path = _inside(name, folder)
    text = read(path)
    if text is None:
        known = did_you_mean(name, contract.row_schema_names()) if not folder else ""
        raise MissingError(f"there is no file '{path}' in the repository{known}")
    tree = yaml_positions.read(text, path)
    mismatches = contract.mismatches(contract.schema("row"), tree.value)
    if mismatches:
        raise ConfigError(tuple(tree.error(each.path, each.message, each.key) for each in mismatches))
    return tree


def _inside(name: str, folder: str) -> str:
    """A path from the top of the repository. Raises MissingError for one that leads out of it."""
    if "://" in name or name.startswith("//"):
        raise MissingError(f"'{name}' is not fetched: put the schema into the list's repository")
    path = normpath(join(folder, name))
    if name.startswith("/") or "\\" in name or "\0" in name or path.split("/")[0] == "..":
        raise MissingError(f"'{name}' is outside the repository; name a path within it")
    return path
