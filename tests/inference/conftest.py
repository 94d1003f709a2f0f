from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from rowcheck.inference.evidence import Column
from rowcheck.inference.groups import TableGroup
from rowcheck.markdown import documents
from rowcheck.model import Document

MakeColumn = Callable[[Sequence[str]], Column]
MakeList = Callable[..., Document]


@pytest.fixture
def listed() -> MakeList:
    """Return a function that makes a document of one table from its columns and rows, separated by `|`."""

    def make(columns: str, rows: Sequence[str], path: str = "README.md", heading: str = "") -> Document:
        delimiter = "|".join("-" for _ in columns.split("|"))
        lines = [f"# {heading}", "", *(f"| {line} |" for line in (columns, delimiter, *rows))]
        return documents.read(path, "\n".join(lines) + "\n")

    return make


@pytest.fixture
def column(listed: MakeList) -> MakeColumn:
    """Return a function that makes a column `It` from the sources of its cells."""

    def make(cells: Sequence[str]) -> Column:
        document = listed("It | Other", [f"{cell} | x" for cell in cells])
        table = document.tables[0]
        return TableGroup(("It",), (), ((document, table),)).column("It")

    return make


@pytest.fixture
def group(listed: MakeList) -> Callable[[str, Sequence[str]], TableGroup]:
    """Return a function that makes a group of one table."""

    def make(columns: str, rows: Sequence[str]) -> TableGroup:
        document = listed(columns, rows)
        return TableGroup(document.tables[0].columns, (), ((document, document.tables[0]),))

    return make
