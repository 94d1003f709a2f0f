"""The report formats by the name that `--format` takes.

Each entry imports its reporter when it is called, so that naming the formats in a help text costs
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from rowcheck.model import Report
from rowcheck.reporters.options import Options

Render: TypeAlias = Callable[[Report, Options], str]


def _text(report: Report, options: Options) -> str:
    from rowcheck.reporters import terminal

    return terminal.render(
        report,
        colour=options.colour,
        width=options.width,
        quiet=options.quiet,
        verbose=options.verbose,
    )


def _json(report: Report, options: Options) -> str:
    from rowcheck.reporters import as_json

    return as_json.render(report)


def _sarif(report: Report, options: Options) -> str:
    from rowcheck.reporters import sarif

    return sarif.render(report, rules=options.rules)


def _github(report: Report, options: Options) -> str:
    from rowcheck.reporters import annotations

    return annotations.render(report)


def _rdjson(report: Report, options: Options) -> str:
    from rowcheck.reporters import rdjson

    return rdjson.render(report, rules=options.rules)


def _markdown(report: Report, options: Options) -> str:
    from rowcheck.reporters import markdown

    return markdown.render(report)


FORMATS: Mapping[str, Render] = MappingProxyType(
    {
        "text": _text,
        "json": _json,
        "sarif": _sarif,
        "github": _github,
        "rdjson": _rdjson,
        "markdown": _markdown,
    }
)
