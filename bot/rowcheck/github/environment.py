"""What a workflow's step is told and where it may answer: the variables and files of GitHub Actions.

https://docs.github.com/actions/reference/variables-reference and .../workflow-commands. Nothing from a
pull request is written to GITHUB_ENV or GITHUB_PATH, and only numbers and fixed words to GITHUB_OUTPUT.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rowcheck.errors import SourceError, UsageError
from rowcheck.github.connection import Connection, connect
from rowcheck.github.patience import Patience
from rowcheck.github.repository import Repository
from rowcheck.model import Report

SUMMARY_BYTES = 1024 * 1024
"""What GITHUB_STEP_SUMMARY takes of one step."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A step's surroundings. `paused` is False where tests do not want to wait."""

    event: str
    payload: Mapping[str, Any]
    repository: str
    token: str
    api: str
    login: str
    summary: Path | None
    output: Path | None
    paused: bool
    timeout: int

    def open(self) -> Repository:
        """The repository, reached with the step's token."""
        sleep = time.sleep if self.paused else (lambda seconds: None)
        return Repository(self._connection(Patience(sleep)), self.repository)

    def _connection(self, patience: Patience) -> Connection:
        pace = 1.0 if self.paused else 0.0
        return connect(self.token, self.api, patience, pace=pace, timeout=self.timeout)

    def summarise(self, text: str) -> None:
        """Add to the step's summary, as far as GitHub takes it."""
        if self.summary is None:
            return
        with self.summary.open("ab") as file:
            room = max(0, SUMMARY_BYTES - file.tell() - 1)
            shown = f"{text}\n".encode("utf-8", "backslashreplace")
            file.write(shown if len(shown) <= room else b"")

    def tell(self, report: Report) -> None:
        """The step's outputs: `verdict`, `errors`, `warnings`, `added`, `checked`, `not-checked`."""
        if self.output is None:
            return
        severities = [finding.severity for finding in report.findings]
        values = {
            "verdict": report.verdict,
            "errors": severities.count("error"),
            "warnings": severities.count("warning"),
            "added": report.counts.added,
            "checked": report.counts.checked,
            "not-checked": report.counts.not_checked,
        }
        with self.output.open("a", encoding="utf-8") as file:
            file.writelines(f"{name}={value}\n" for name, value in values.items())


def read(environ: Mapping[str, str]) -> Environment:
    """The environment of this step. Raises UsageError where it is none, SourceError for a bad payload."""
    repository = _needed(environ, "GITHUB_REPOSITORY")
    if repository.count("/") != 1:
        raise UsageError(f"GITHUB_REPOSITORY is '{repository}'; it must be 'owner/name'")
    return Environment(
        event=_needed(environ, "GITHUB_EVENT_NAME"),
        payload=_payload(Path(_needed(environ, "GITHUB_EVENT_PATH"))),
        repository=repository,
        token=_token(environ),
        api=_api(environ.get("GITHUB_API_URL") or "https://api.github.com"),
        login=environ.get("ROWCHECK_LOGIN", ""),
        summary=_file(environ, "GITHUB_STEP_SUMMARY"),
        output=_file(environ, "GITHUB_OUTPUT"),
        paused=environ.get("ROWCHECK_PAUSES") != "off",
        timeout=_seconds(environ, "ROWCHECK_TIMEOUT", 15),
    )


def _needed(environ: Mapping[str, str], name: str, called: str = "") -> str:
    value = environ.get(name)
    if not value:
        raise UsageError(
            f"{called or name} is not set; 'rowcheck review' runs in a workflow, with GITHUB_TOKEN "
            "(to check here, there is 'rowcheck check')"
        )
    return value


def _token(environ: Mapping[str, str]) -> str:
    """The token without the line end that a pasted secret often has; what is wrong in it is not printed."""
    token = (environ.get("GITHUB_TOKEN") or _needed(environ, "GH_TOKEN", "GITHUB_TOKEN")).strip()
    if not (token.isascii() and token.isprintable() and token.split() == [token]):
        raise UsageError("GITHUB_TOKEN is no token: there is a blank or a letter in it that no token has")
    return token


def _api(url: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", url):
        raise UsageError(f"GITHUB_API_URL is '{url}'; it must be an address like 'https://api.github.com'")
    return url


def _seconds(environ: Mapping[str, str], name: str, usual: int) -> int:
    """Whole seconds, which is what PyGithub takes."""
    value = environ.get(name) or str(usual)
    if not (value.isascii() and value.isdecimal() and 0 < int(value) <= 600):
        raise UsageError(f"{name} is '{value}'; it must be a number of seconds from 1 to 600")
    return int(value)


def _payload(path: Path) -> Mapping[str, Any]:
    try:
        payload = json.loads(path.read_bytes())
    except OSError as fault:
        raise SourceError(f"{path}: cannot be read: {fault.strerror}; see GITHUB_EVENT_PATH") from None
    except ValueError:
        raise SourceError(f"{path}: is not JSON; see GITHUB_EVENT_PATH") from None
    if not isinstance(payload, dict):
        raise SourceError(f"{path}: is not the payload of an event; see GITHUB_EVENT_PATH")
    return payload


def _file(environ: Mapping[str, str], name: str) -> Path | None:
    value = environ.get(name)
    return Path(value) if value else None
