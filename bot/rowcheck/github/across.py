"""The works that others add as well: open pull requests, and the base branch since this one left it.

A warning, never an error: which of the two is merged is for people to choose; who was first is told
on both, when each is checked. One request lists the pull requests, one more reads the patches of
each, and what they add is kept by head commit.
Nothing is written on the other pull request: a run speaks only where its event happened.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rowcheck.cells import works
from rowcheck.github.cache import Added, Cache
from rowcheck.github.faults import ForbiddenError, MissingError
from rowcheck.github.records import ChangedFile, OpenPull, Pull
from rowcheck.github.repository import Repository
from rowcheck.model import Finding, Report
from rowcheck.reporters.review_comments import HUNK
from rowcheck.sources.base import Covers
from rowcheck.text import quoted

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


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who adds works: `words` say who, after the name of a row; `key` stays the same."""

    key: str
    words: str
    works: Added


def findings(own: Iterable[Named], others: Iterable[Other], covers: Covers) -> tuple[Finding, ...]:
    """A warning on each row whose work somebody else adds to a file of the list."""
    return tuple(
        _finding(named, other)
        for named in own
        for other in others
        if any(work == named.work and covers(path) for path, work in other.works)
    )


def pulls(repository: Repository, pull: Pull, cache: Cache) -> tuple[Other, ...]:
    """What other open pull requests for the same branch add; nothing where the token may not look."""
    try:
        open_ = repository.open_pulls(pull.base_branch, MOST + 1)
        others = sorted((it for it in open_ if it.number != pull.number), key=lambda it: it.number)[-MOST:]
        found = [_other(other, pull.number, _works(repository, other, cache)) for other in others]
    except (ForbiddenError, MissingError):
        return ()
    cache.keep(other.head for other in others)
    return tuple(found)


def base(repository: Repository, branch: str, since: str, now: str) -> tuple[Other, ...]:
    """What the base branch has got between two of its commits."""
    if since == now:
        return ()
    works = _added_works(repository.compare(since, now).files)
    return (Other("base", f"has come to '{branch}' since this branch left it", works),)


def join(report: Report, found: tuple[Finding, ...], texts: Mapping[str, tuple[str, ...]]) -> Report:
    """The report with these findings too; `texts` are the head lines of the files they stand in."""
    if not found:
        return report
    every = sorted((*report.findings, *found), key=lambda it: (it.path, it.line, it.column))
    known = {finding.path: texts[finding.path] for finding in found if finding.path in texts}
    return replace(report, findings=tuple(every), texts={**report.texts, **known})


def _other(other: OpenPull, number: int, works: Added) -> Other:
    when = "first" if other.number < number else "later"
    words = f"is added by pull request {other.number} too, which was opened {when}"
    return Other(str(other.number), words, works)


def _works(repository: Repository, other: OpenPull, cache: Cache) -> Added:
    kept = cache.get(other.head)
    if kept is None:
        kept = _added_works(repository.files(other.number, most_pages=1))
        cache.put(other.head, kept)
    return kept


def _added_works(files: Iterable[ChangedFile]) -> Added:
    return frozenset((named.path, named.work) for named in added(files, lambda path: True))


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


def _finding(named: Named, other: Other) -> Finding:
    name = "\0".join(("across", named.path, named.work, other.key))
    return Finding(
        rule="duplicate",
        severity="warning",
        path=named.path,
        line=named.line,
        end_line=named.line,
        column=0,
        end_column=0,
        message=f"{quoted(named.title)} {other.words}",
        fingerprint=hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        headings=(),
        row=named.row,
    )
