"""The exceptions that end a run with exit status 2. Their messages are complete sentences for users.

    RowcheckError
    ├── ConfigError          settings or row schemas are wrong
    ├── SourceError          git or the file system could not provide a file or version
    └── UsageError           the command line is wrong

A list file that cannot be checked does not raise: it is reported as not checked, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass


class RowcheckError(Exception):
    """The base of all expected errors."""


class SourceError(RowcheckError):
    """A file or a version could not be read or written."""


class UsageError(RowcheckError):
    """The arguments are wrong or contradict each other."""


@dataclass(frozen=True, slots=True)
class ConfigErrorDetail:
    """One error in a settings or schema file; `line` and `column` are 1-based, 0 if unknown."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


class ConfigError(RowcheckError):
    """All errors of the settings, in the order of the file."""

    def __init__(self, errors: tuple[ConfigErrorDetail, ...]) -> None:
        super().__init__("\n".join(map(str, errors)))
        self.errors = errors
