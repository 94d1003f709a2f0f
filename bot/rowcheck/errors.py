"""The ways rowcheck can stop, as exceptions that carry a sentence for people.

    RowcheckError            anything that ends a run with exit status 2
    ├── ConfigError          the list's settings or row schemas are wrong: every fault at once
    ├── SourceError          git or the file system did not give the two versions
    └── UsageError           the command line asks for something that cannot be done

A fault in one list file never raises: the file is reported as not checked, with the reason.
"""

from __future__ import annotations

from typing import NamedTuple


class RowcheckError(Exception):
    """What, where and what to do, in one sentence (or one sentence a line)."""


class SourceError(RowcheckError):
    """The two versions of the list could not be read."""


class UsageError(RowcheckError):
    """The arguments do not fit together."""


class ConfigErrorDetail(NamedTuple):
    """One fault in a settings or schema file; `line` and `column` are 1-based, 0 when unknown."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


class ConfigError(RowcheckError):
    """All the faults of the settings, in the order of the file."""

    def __init__(self, faults: tuple[ConfigErrorDetail, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.errors = faults
