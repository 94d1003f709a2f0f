"""What a run leaves beside comments: a check run where the token may, else annotations in the step's log.

https://docs.github.com/rest/checks/runs. A check run of the same content is not made twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from rowcheck.github.faults import ForbiddenError, InvalidError, LostError, MissingError
from rowcheck.github.repository import Repository
from rowcheck.model import Finding, NotChecked, Report
from rowcheck.reporters import markdown
from rowcheck.reporters.wording import by_place, verdict_sentence
from rowcheck.text import visible

NAME = "rowcheck rows"
BATCH = 50
"""Annotations that GitHub takes in one request."""

_CONCLUSIONS = {"passed": "success", "failed": "failure", "not-checked": "action_required"}
_LEVELS = {"error": "failure", "warning": "warning"}
_TEXT_LIMIT = 65_535
_TITLE_LIMIT = 255
_MESSAGE_LIMIT = 16_000


def check_run(repository: Repository, head: str, report: Report) -> bool:
    """Show the report as a check run on the head; False where the token may not."""
    annotations = [*map(_annotation, by_place(report.findings)), *map(_unchecked, report.not_checked)]
    output = {
        "title": visible(verdict_sentence(report))[:_TITLE_LIMIT],
        "summary": markdown.render(report, limit=_TEXT_LIMIT),
    }
    name = hashlib.sha256(repr((output, annotations)).encode("utf-8", "backslashreplace")).hexdigest()[:16]
    run = {
        "name": NAME,
        "head_sha": head,
        "status": "completed",
        "conclusion": _CONCLUSIONS[report.verdict],
        "external_id": name,
    }
    try:
        return _is_there(repository, head, name) or _make(
            repository, run, output, list(_batches(annotations))
        )
    except (ForbiddenError, MissingError, InvalidError):
        return False
    except LostError:
        # It may have been made. The annotations in the log say the same once more, which does no harm.
        return False


def _is_there(repository: Repository, head: str, name: str) -> bool:
    return any(external == name for _, external in repository.check_runs(head, NAME))


def _make(
    repository: Repository,
    run: dict[str, Any],
    output: dict[str, Any],
    batches: list[list[dict[str, Any]]],
) -> bool:
    first, *rest = batches or [[]]
    number = repository.post_check_run({**run, "output": {**output, "annotations": first}})
    for batch in rest:
        repository.edit_check_run(number, {**output, "annotations": batch})
    return True


def _batches(annotations: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    return (annotations[start : start + BATCH] for start in range(0, len(annotations), BATCH))


def _annotation(finding: Finding) -> dict[str, Any]:
    return {
        "path": finding.path,
        "start_line": finding.line,
        "end_line": max(finding.line, finding.end_line),
        "annotation_level": _LEVELS[finding.severity],
        "title": f"rowcheck: {finding.rule}",
        "message": visible(finding.message)[:_MESSAGE_LIMIT],
        **dict(_columns(finding)),
    }


def _columns(finding: Finding) -> Iterator[tuple[str, int]]:
    """Columns, which GitHub takes only where the first and the last line are the same."""
    if finding.column and max(finding.line, finding.end_line) == finding.line:
        yield "start_column", finding.column
        yield "end_column", max(finding.column, finding.end_column)


def _unchecked(entry: NotChecked) -> dict[str, Any]:
    line = max(1, entry.line)
    return {
        "path": entry.path,
        "start_line": line,
        "end_line": line,
        "annotation_level": "warning",
        "title": "rowcheck: not checked",
        "message": visible(f"not checked: {entry.reason}")[:_MESSAGE_LIMIT],
    }
