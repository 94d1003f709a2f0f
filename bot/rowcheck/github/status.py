"""A check run on the head of a pull request, with the findings as annotations.

https://docs.github.com/rest/checks/runs. A check run with the same content is not created twice.
"""

from __future__ import annotations

import hashlib
from typing import Any

from rowcheck.github.api import Repository
from rowcheck.github.connection import ForbiddenError, InvalidError, LostError, MissingError
from rowcheck.model import Finding, NotChecked, Report
from rowcheck.reporters import markdown
from rowcheck.reporters.wording import by_place, verdict_sentence
from rowcheck.text import visible

NAME = "rowcheck rows"
MAX_ANNOTATIONS = 50
"""Annotations that GitHub accepts in one request."""

_CONCLUSIONS = {"passed": "success", "failed": "failure", "not-checked": "action_required"}
_LEVELS = {"error": "failure", "warning": "warning"}
_MAX_TEXT = 65_535
_MAX_TITLE = 255
_MAX_MESSAGE = 16_000


def create_check_run(repository: Repository, head: str, report: Report) -> bool:
    """Show the report as a check run on the head, and return whether it is there.

    The token may lack the permission, and after a lost answer the check run may be there all the same; the
    annotations in the log of the step then repeat it.
    """
    annotations = [*map(_annotation, by_place(report.findings)), *map(_not_checked, report.not_checked)]
    output = {
        "title": visible(verdict_sentence(report))[:_MAX_TITLE],
        "summary": markdown.render(report, limit=_MAX_TEXT),
    }
    content = repr((output, annotations)).encode("utf-8", "backslashreplace")
    external_id = hashlib.sha256(content).hexdigest()[:16]
    run = {
        "name": NAME,
        "head_sha": head,
        "status": "completed",
        "conclusion": _CONCLUSIONS[report.verdict],
        "external_id": external_id,
    }
    try:
        if external_id in repository.check_runs(head, NAME):
            return True
        first, rest = annotations[:MAX_ANNOTATIONS], annotations[MAX_ANNOTATIONS:]
        number = repository.post_check_run({**run, "output": {**output, "annotations": first}})
        for start in range(0, len(rest), MAX_ANNOTATIONS):
            batch = rest[start : start + MAX_ANNOTATIONS]
            repository.append_to_check_run(number, {**output, "annotations": batch})
    except (ForbiddenError, MissingError, InvalidError, LostError):
        return False
    return True


def _annotation(finding: Finding) -> dict[str, Any]:
    end_line = max(finding.line, finding.end_line)
    annotation = {
        "path": finding.path,
        "start_line": finding.line,
        "end_line": end_line,
        "annotation_level": _LEVELS[finding.severity],
        "title": f"rowcheck: {finding.rule}",
        "message": visible(finding.message)[:_MAX_MESSAGE],
    }
    if finding.column and end_line == finding.line:  # GitHub rejects columns of several lines
        end_column = max(finding.column, finding.end_column)
        annotation |= {"start_column": finding.column, "end_column": end_column}
    return annotation


def _not_checked(entry: NotChecked) -> dict[str, Any]:
    line = max(1, entry.line)
    return {
        "path": entry.path,
        "start_line": line,
        "end_line": line,
        "annotation_level": "warning",
        "title": "rowcheck: not checked",
        "message": visible(f"not checked: {entry.reason}")[:_MAX_MESSAGE],
    }
