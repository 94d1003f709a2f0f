from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings

from release import Released, release
from rowcheck.markdown import documents
from rowcheck.settings import schemas
from rowcheck.settings.messages import RowProblem
from rowcheck.settings.schemas import RowSchema

settings.register_profile("known", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("ROWCHECK_EXAMPLES", "known"))
"""The same examples in each run, so that a change fails for what it changed; `search` looks for new ones."""


@pytest.fixture
def judge() -> Callable[[RowSchema, str], list[RowProblem]]:
    """Return the problems of the last row of the only table in a text, under a row schema."""

    def judged(schema: RowSchema, text: str) -> list[RowProblem]:
        (table,) = documents.read("list.md", f"{text.strip()}\n").tables
        row = table.rows[-1]
        return list(
            schema.problems(table.columns, {title: table.cell(row, title) for title in table.columns})
        )

    return judged


@pytest.fixture
def judge_row(judge: Callable[[RowSchema, str], list[RowProblem]]) -> Callable[[Any, str], list[RowProblem]]:
    """Return the problems of a row with the columns `A` and `B`, under a schema in a file of the list."""

    def judged(schema: Any, text: str) -> list[RowProblem]:
        own = schemas.file("row.json", {"row.json": json.dumps(schema)}.get)
        return judge(own, f"|A|B|\n|-|-|\n{text}")

    return judged


@pytest.fixture
def judge_cell(judge: Callable[[RowSchema, str], list[RowProblem]]) -> Callable[[Any, str], list[RowProblem]]:
    """Return the problems of a single cell, under the schema of its column `It`."""

    def judged(schema: Any, text: str) -> list[RowProblem]:
        own = schemas.file("row.json", {"row.json": json.dumps({"properties": {"It": schema}})}.get)
        return judge(own, f"|It|x|\n|-|-|\n|{text}|y|")

    return judged


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Released:
    """This checkout as if it were released, once for all processes of this run."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return release(tmp_path_factory.mktemp("made"), shared)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-stories", action="store_true", help="rewrite the answers in tests/stories")


@pytest.fixture
def update_stories(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-stories"))
