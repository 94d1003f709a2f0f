"""Findings: made of problems, identified across runs, matched by waivers.

A finding is identified by its file, the headings of its table, its row, its rule, and the column and
keyword where the rule may have several problems of a row. It is never identified by its line: a rebase, a
re-sorted table or a row added above does not make a new finding of it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rowcheck.cells import works
from rowcheck.markdown import inline, tablerow
from rowcheck.model import Document, Finding, Inline, Problem, Row, Severity, Table
from rowcheck.settings.settings import Waiver


@dataclass(frozen=True, slots=True)
class Located:
    """A problem with its rule, its severity and the table that it is in, if any."""

    rule: str
    severity: Severity
    problem: Problem
    table: Table | None


@dataclass(frozen=True, slots=True)
class Reported:
    """A problem and the finding made of it."""

    problem: Problem
    finding: Finding


def to_findings(located: Iterable[Located], document: Document) -> tuple[Reported, ...]:
    """Return the findings, without fixes, in the order of the file; equal fingerprints are numbered."""
    times: Counter[str] = Counter()
    reported: list[Reported] = []
    for entry in sorted(located, key=lambda entry: (entry.problem.line, entry.problem.column)):
        problem, table = entry.problem, entry.table
        headings = table.headings if table else document.heading_path(problem.line)
        name = fingerprint(document.path, headings, entry.rule, problem)
        old_name = fingerprint(document.path, headings, entry.rule, replace(problem, part=""))
        times.update({name, old_name})
        line = min(max(problem.line, 1), max(len(document.lines), 1))
        raw = problem.row.raw if problem.row else "".join(document.lines[line - 1 : line]).strip()
        finding = Finding(
            rule=entry.rule,
            severity=entry.severity,
            path=document.path,
            line=line,
            end_line=max(line, problem.end_line),
            column=problem.column,
            end_column=problem.end_column,
            message=problem.message,
            fingerprint=_numbered(name, times[name]),
            headings=headings,
            row=raw,
            related=problem.related,
            key=problem.key,
            row_names=tuple(_names((cell.source, cell.inline) for cell in problem.row.written))
            if problem.row
            else (),
            old_fingerprint=_numbered(old_name, times[old_name]),
        )
        reported.append(Reported(problem, finding))
    return tuple(reported)


def fingerprint(path: str, headings: tuple[str, ...], rule: str, problem: Problem) -> str:
    """Return the 16 hex digits that identify a finding independently of its line."""
    row = row_key(problem.row) if problem.row else ""
    parts = (path, *headings, row, rule, problem.subject, *filter(None, (problem.part,)))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"


def row_key(row: Row) -> str:
    """Return the work that the first link of the row leads to, or else the text of its first cell."""
    link = next((link for cell in row.written for link in cell.links), None)
    if link is not None:
        work = works.work(link.url)
        return f"{work.kind}:{work.id}"
    name = next((cell.text for cell in row.written if cell.text), row.raw)
    return " ".join(name.casefold().split())


def removed(before: Iterable[Finding], after: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """Return the identities of the findings that a fix removed; none at all if it introduced another."""
    old = Counter(finding.identity for finding in before)
    new = Counter(finding.identity for finding in after)
    return Counter() if new - old else old - new


def is_waived(finding: Finding, waivers: Iterable[Waiver]) -> bool:
    """Return whether the settings waive the finding."""
    return any(
        waiver.rule == finding.rule and waiver.path in (None, finding.path) and is_row_of(waiver.row, finding)
        for waiver in waivers
    )


def is_row_of(name: str, finding: Finding) -> bool:
    """Return whether a waiver for `name` refers to the finding's row.

    The name is the content of a cell, or the text or URL of a link. Case, spacing and emphasis marks are
    ignored. The line of a finding without a row is split into cells as if it were a row.
    """
    names = finding.row_names
    if not names:
        sources = [source.strip() for source in tablerow.split_cells(finding.row)]
        names = tuple(_names((source, inline.parse(source, {})) for source in sources))
    return fold_name(name) in map(fold_name, names)


def fold_name(name: str) -> str:
    """Return a name as waivers compare it."""
    return " ".join(name.strip("*_` ").casefold().split())


def _names(cells: Iterable[tuple[str, Inline]]) -> Iterator[str]:
    for source, content in cells:
        if source:
            yield from (source, content.text)
            for target in content.targets:
                yield from (target.text, target.url)
