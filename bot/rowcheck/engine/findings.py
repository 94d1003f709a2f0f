"""From a rule's problem to a finding: severity, place, and the fingerprint that survives moves.

A finding is known by its file, its table's headings, the row's canonical key and the rule, never
by its line: a rebase, a re-sort or a row added above must not make a new finding of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rowcheck.cells import works
from rowcheck.model import Document, Finding, Problem, Row, Severity, Table
from rowcheck.rules.rule import Rule
from rowcheck.settings.settings import Waiver


class Findings:
    """Makes findings; numbers those that would have the same fingerprint."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()

    def of(
        self, rule: Rule, severity: Severity, problem: Problem, document: Document, table: Table | None
    ) -> Finding:
        """The finding of a problem in `document`; its fix is yet to be verified, so it has none."""
        headings = table.headings if table else document.heading_path(problem.line)
        name = fingerprint(document.path, headings, rule.id, problem)
        self._times[name] += 1
        line = min(max(problem.line, 1), max(len(document.lines), 1))
        raw = problem.row.raw if problem.row else ("".join(document.lines[line - 1 : line]).strip())
        return Finding(
            rule=rule.id,
            severity=severity,
            path=document.path,
            line=line,
            end_line=max(line, problem.end_line),
            column=problem.column,
            end_column=problem.end_column,
            message=problem.message,
            fingerprint=name if self._times[name] == 1 else f"{name}-{self._times[name]}",
            headings=headings,
            row=raw,
            related=problem.related,
        )


def fingerprint(path: str, headings: tuple[str, ...], rule: str, problem: Problem) -> str:
    """Sixteen hexadecimal digits that name a finding, whatever line it stands on."""
    import hashlib  # and with it OpenSSL, which a run without findings can do without

    row = row_key(problem.row) if problem.row else ""
    parts = (path, *headings, row, rule, problem.subject)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def row_key(row: Row) -> str:
    """What a row is known by: the work its first link names, else the name in its first cell."""
    link = next((link for cell in row.written for link in cell.links), None)
    if link is not None:
        work = works.work(link.url)
        return f"{work.kind}:{work.id}"
    name = next((cell.text for cell in row.written if cell.text), row.raw)
    return " ".join(name.casefold().split())


def waiver_for(finding: Finding, row: Row | None, waivers: Iterable[Waiver]) -> Waiver | None:
    """The waiver that a maintainer has given for this finding, by the row's title or link."""
    for waiver in waivers:
        if waiver.rule != finding.rule or waiver.path not in (None, finding.path):
            continue
        if row is not None and waiver.row in _names(row):
            return waiver
    return None


def _names(row: Row) -> set[str]:
    names = {link.url for cell in row.written for link in cell.links}
    return names | {cell.text for cell in row.written[:2]}
