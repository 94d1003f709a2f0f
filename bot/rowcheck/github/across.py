"""Works that other open pull requests add too, or that the base branch received since this one left it.

These are warnings: which of two pull requests to merge is for people to decide. The check of each
reports which one was opened first; nothing is written to the other pull request. One request lists the
pull requests, and one each reads their patches.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from rowcheck.cells import works
from rowcheck.cells.row_names import row_name
from rowcheck.github.api import Repository
from rowcheck.github.connection import ForbiddenError, MissingError
from rowcheck.github.records import ChangedFile, Pull
from rowcheck.model import Document, Finding
from rowcheck.reporters.review_comments import HUNK
from rowcheck.sources.base import Covers
from rowcheck.sources.write import write_atomically
from rowcheck.text import quoted

MAX_PULLS = 30
"""Other pull requests that are read, the newest ones; each costs a request."""

CACHE_NAME = "rowcheck-pull-requests.json"

_MAX_ROWS = 200
_COMPLETE_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\(\s*<?([^\s<>()]+)")

AddedWorks: TypeAlias = frozenset[tuple[str, str]]
"""Path and work of each added row."""


@dataclass(frozen=True, slots=True)
class AddedRow:
    """An added row that links to a work; `title` is the text of its first cell."""

    path: str
    line: int
    work: str
    title: str
    row: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another source of added works; `message` follows the title of a row, `key` identifies the source."""

    key: str
    message: str
    works: AddedWorks


def added_rows(files: Iterable[ChangedFile], covers: Covers) -> tuple[AddedRow, ...]:
    """Return the rows that patches add.

    A work that a patch also removes was edited or moved, and is left out.
    """
    rows = (
        row for file in files if file.patch and covers(file.path) for row in _in_patch(file.path, file.patch)
    )
    return tuple(rows)[:_MAX_ROWS]


def with_names(rows: Iterable[AddedRow], heads: Iterable[Document]) -> Iterator[AddedRow]:
    """Yield the rows with the titles that other messages give them, where the head is known."""
    documents = {head.path: head for head in heads}
    for row in rows:
        document = documents.get(row.path)
        if document and row.line in document.row_at:
            table, parsed = document.row_at[row.line]
            yield replace(row, title=row_name(parsed, table))
        else:
            yield row


def duplicates(rows: Iterable[AddedRow], others: Iterable[Other], covers: Covers) -> Iterator[Finding]:
    """Yield a warning for each row whose work another source adds to a file of the list."""
    for row in rows:
        for other in others:
            if any(work == row.work and covers(path) for path, work in other.works):
                yield _finding(row, other)


def in_open_pulls(repository: Repository, pull: Pull, cache_folder: str | None) -> tuple[Other, ...]:
    """Return what other open pull requests for the same branch add; nothing if the token may not read them.

    The file in `cache_folder` keeps what was added by each head, because a commit never changes.
    """
    cache = _read_cache(cache_folder)
    kept: dict[str, AddedWorks] = {}
    others: list[Other] = []
    try:
        pulls = [
            other
            for other in repository.open_pulls(pull.base_branch, MAX_PULLS + 1)
            if other.number != pull.number
        ]
        for other in sorted(pulls, key=lambda other: other.number)[-MAX_PULLS:]:
            added = cache.get(other.head)
            if added is None:
                added = _works(repository.files(other.number, max_pages=1))
            kept[other.head] = added
            when = "first" if other.number < pull.number else "later"
            message = f"is also added by pull request {other.number}, which was opened {when}"
            others.append(Other(str(other.number), message, added))
    except (ForbiddenError, MissingError):
        return ()
    _write_cache(cache_folder, kept)
    return tuple(others)


def in_base(repository: Repository, branch: str, merge_base: str, tip: str) -> tuple[Other, ...]:
    """Return what the base branch received since the merge base."""
    if merge_base == tip:
        return ()
    message = f"was added to '{branch}' since this branch left it"
    return (Other("base", message, _works(repository.compare(merge_base, tip).files)),)


def _works(files: Iterable[ChangedFile]) -> AddedWorks:
    return frozenset((row.path, row.work) for row in added_rows(files, lambda path: True))


def _in_patch(path: str, patch: str) -> list[AddedRow]:
    rows: list[AddedRow] = []
    removed: set[str] = set()
    line = 0
    for text in patch.split("\n"):
        if header := HUNK.match(text):
            line = int(header[1])
            continue
        if text[:1] in ("+", "-") and (row := _row(path, line, text[1:].rstrip("\r"))):
            if text[0] == "+":
                rows.append(row)
            else:
                removed.add(row.work)
        line += text[:1] in ("+", " ")
    return [row for row in rows if row.work not in removed]


def _row(path: str, line: int, text: str) -> AddedRow | None:
    link = _LINK.search(text) if "|" in text else None
    if not link:
        return None
    work = works.work(link[2])
    if work == works.NONE:
        return None
    cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
    title = next((_COMPLETE_LINK.sub(r"\1", cell) for cell in cells if cell), link[1])
    return AddedRow(path, line, f"{work.kind}:{work.id}", title, text.strip())


def _finding(row: AddedRow, other: Other) -> Finding:
    identity = "\0".join(("across", row.path, row.work, other.key))
    return Finding(
        rule="duplicate",
        severity="warning",
        path=row.path,
        line=row.line,
        end_line=row.line,
        column=0,
        end_column=0,
        message=f"{quoted(row.title)} {other.message}",
        fingerprint=hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        headings=(),
        row=row.row,
    )


def _read_cache(folder: str | None) -> dict[str, AddedWorks]:
    """Return what each head adds; empty without a folder, or where its file is damaged."""
    if folder is None:
        return {}
    try:
        heads = json.loads((Path(folder) / CACHE_NAME).read_bytes())
        return {
            str(head): frozenset((str(path), str(work)) for path, work in rows)
            for head, rows in heads.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write_cache(folder: str | None, heads: Mapping[str, AddedWorks]) -> None:
    if folder is None:
        return
    text = json.dumps({head: sorted(rows) for head, rows in sorted(heads.items())})
    with suppress(OSError):  # without the file the next run only needs more requests
        Path(folder).mkdir(parents=True, exist_ok=True)
        write_atomically(Path(folder) / CACHE_NAME, text.encode())
