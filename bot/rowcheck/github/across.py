"""The works that other open pull requests add as well: who was first is told on both, when each is checked.

A warning, never an error: which of the two is merged is for people to choose. One request lists
the pull requests, one more reads the patches of each; what they add is kept by head commit.
Nothing is written on the other pull request: a run speaks only where its event happened.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rowcheck.github.anchors import HUNK
from rowcheck.github.cache import Cache
from rowcheck.github.faults import ForbiddenError, MissingError
from rowcheck.github.records import ChangedFile, OpenPull, Pull
from rowcheck.github.repository import Repository
from rowcheck.identity import works
from rowcheck.model import Finding, Report
from rowcheck.sources.base import Covers

MOST = 30
"""Other pull requests that are looked into, the newest first; each costs a request."""

_MOST_ROWS = 200
_WHOLE_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\(\s*<?([^\s<>()]+)")


@dataclass(frozen=True, slots=True)
class Named:
    """A work that an added row names first: its name as written, where it stands."""

    path: str
    line: int
    work: str
    title: str
    row: str


def added(files: Iterable[ChangedFile], covers: Covers) -> tuple[Named, ...]:
    """The works of the rows that patches add; a work that a patch also takes away is only edited or moved."""
    found: list[Named] = []
    for file in files:
        if file.patch and covers(file.path):
            found += _of_patch(file.path, file.patch)
    return tuple(found[:_MOST_ROWS])


def compare(
    repository: Repository,
    pull: Pull,
    files: Iterable[ChangedFile],
    covers: Covers,
    cache: Cache,
) -> tuple[Finding, ...]:
    """A warning on each row whose work another open pull request adds. Never raises for the others' sake."""
    own = added(files, covers)
    if not own:
        return ()
    try:
        others = [it for it in repository.open_pulls(pull.base_branch, MOST + 1) if it.number != pull.number]
        theirs = {other.number: _of_pull(repository, other, cache) for other in others[:MOST]}
    except (ForbiddenError, MissingError):
        return ()
    cache.keep(other.head for other in others)
    return tuple(_findings(own, pull.number, theirs, covers))


def join(report: Report, found: tuple[Finding, ...], texts: Mapping[str, tuple[str, ...]]) -> Report:
    """The report with these findings too; `texts` are the head lines of the files they stand in."""
    if not found:
        return report
    every = sorted((*report.findings, *found), key=lambda it: (it.path, it.line, it.column))
    known = {finding.path: texts[finding.path] for finding in found if finding.path in texts}
    return replace(report, findings=tuple(every), texts={**report.texts, **known})


def _of_pull(repository: Repository, other: OpenPull, cache: Cache) -> frozenset[tuple[str, str]]:
    """Path and work of what another pull request adds."""
    kept = cache.get(other.head)
    if kept is None:
        files = repository.files(other.number, most_pages=1)
        kept = frozenset((named.path, named.work) for named in added(files, lambda path: True))
        cache.put(other.head, kept)
    return kept


def _of_patch(path: str, patch: str) -> list[Named]:
    found: list[Named] = []
    gone: set[str] = set()
    line = 0
    for row in patch.split("\n"):
        if head := HUNK.match(row):
            line = int(head[1])
            continue
        if row[:1] in ("+", "-") and (named := _named(path, line, row[1:].rstrip("\r"))):
            found += [named] if row[0] == "+" else []
            gone |= {named.work} if row[0] == "-" else set()
        line += row[:1] in ("+", " ")
    return [named for named in found if named.work not in gone]


def _named(path: str, line: int, row: str) -> Named | None:
    link = _LINK.search(row) if "|" in row else None
    if not link:
        return None
    work = works.work(link[2])
    cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
    title = next((_WHOLE_LINK.sub(r"\1", cell) for cell in cells if cell), link[1])
    return None if work == works.NONE else Named(path, line, f"{work.kind}:{work.id}", title, row.strip())


def _findings(
    own: Iterable[Named],
    number: int,
    theirs: Mapping[int, frozenset[tuple[str, str]]],
    covers: Covers,
) -> Iterable[Finding]:
    for named in own:
        for other in sorted(theirs):
            if any(work == named.work and covers(path) for path, work in theirs[other]):
                yield _finding(named, other, first=other < number)


def _finding(named: Named, other: int, *, first: bool) -> Finding:
    when = "was opened first" if first else "was opened later"
    name = "\0".join(("across", named.path, named.work, str(other)))
    return Finding(
        rule="duplicate",
        severity="warning",
        path=named.path,
        line=named.line,
        end_line=named.line,
        column=0,
        end_column=0,
        message=f"'{named.title}' is added by pull request {other} too, which {when}",
        fingerprint=hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        headings=(),
        row=named.row,
    )
