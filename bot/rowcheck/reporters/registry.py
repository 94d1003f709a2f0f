"""The report formats by the name that `--format` takes: each is one function from a report to its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from rowcheck.model import Report
from rowcheck.reporters import annotations as workflow_commands
from rowcheck.reporters import as_json, markdown, rdjson, sarif, terminal
from rowcheck.reporters.options import Options

Reporter: TypeAlias = Callable[[Report, Options], str]

FORMATS: Mapping[str, Reporter] = MappingProxyType(
    {
        "text": terminal.render,
        "json": as_json.render,
        "sarif": sarif.render,
        "github": workflow_commands.render,
        "rdjson": rdjson.render,
        "markdown": markdown.render,
    }
)
