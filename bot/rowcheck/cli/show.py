"""The commands that check nothing: tables, rules, explain, schema and completion.

Each takes the parsed arguments and returns the exit status.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from rowcheck.cli import completion as scripts
from rowcheck.cli import options as command_line
from rowcheck.cli import ruledocs
from rowcheck.errors import UsageError
from rowcheck.markdown import documents
from rowcheck.reporters import output
from rowcheck.reporters import tables as reporter
from rowcheck.rules import ALL, IDS, unknown_rule
from rowcheck.settings import contract
from rowcheck.sources.encoding import decode, unsupported

SCHEMAS = ("config", "report", "backtest", "row", "cell")
"""The schemas that do not describe rows of a particular kind."""


def tables(options: argparse.Namespace) -> int:
    render = reporter.as_json if options.format == "json" else reporter.as_text
    texts: list[str] = []
    errors: list[str] = []
    for name in options.files:
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            errors.append(f"rowcheck: {name}: cannot be read: {error.strerror}\n")
            continue
        reason = unsupported(data)
        if reason:
            errors.append(f"rowcheck: {name}: {reason}\n")
        else:
            texts.append(render(documents.read(name, decode(data))))
    output.write("".join(texts), options.output)
    sys.stderr.write("".join(errors))
    return 2 if errors else 0


def rules(options: argparse.Namespace) -> int:
    output.write(
        ruledocs.page(ALL) if options.format == "markdown" else ruledocs.overview(ALL), options.output
    )
    return 0


def explain(options: argparse.Namespace) -> int:
    rule = next((rule for rule in ALL if rule.id == options.rule), None)
    if rule is None:
        raise UsageError(unknown_rule(options.rule))
    output.write(ruledocs.explanation(rule), None)
    return 0


def schema(options: argparse.Namespace) -> int:
    if options.name is None:
        output.write("".join(f"{name}\n" for name in (*SCHEMAS, *contract.row_schema_names())), None)
        return 0
    try:
        output.write(contract.shipped(options.name), None)
    except LookupError:
        raise UsageError(f"there is no schema '{options.name}'; 'rowcheck schema' lists them") from None
    return 0


def completion(options: argparse.Namespace) -> int:
    words = {"RULE": sorted(IDS), "NAME": (*SCHEMAS, *contract.row_schema_names())}
    output.write(scripts.script(command_line.parser(), options.shell, words), None)
    return 0


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = MappingProxyType(
    {"tables": tables, "rules": rules, "explain": explain, "schema": schema, "completion": completion}
)
