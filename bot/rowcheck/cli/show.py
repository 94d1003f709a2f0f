"""The commands that show what there is and check nothing: tables, rules, schemas, scripts for shells.

Each takes the arguments and returns the exit status. What it prints is made elsewhere.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from rowcheck.cli import options as command_line
from rowcheck.errors import UsageError
from rowcheck.reporters import output
from rowcheck.settings import shapes

SCHEMAS = ("config", "report", "backtest", "row", "cell")
"""The schemas that are no ready-made ones for rows."""


def tables(options: argparse.Namespace) -> int:
    from rowcheck.markdown import documents
    from rowcheck.reporters import tables as reporter
    from rowcheck.sources.decode import decode, obstacle

    render = reporter.as_json if options.format == "json" else reporter.as_text
    texts: list[str] = []
    faults: list[str] = []
    for name in options.files:
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            faults.append(f"rowcheck: {name}: cannot be read: {error.strerror}\n")
            continue
        reason = obstacle(data)
        if reason:
            faults.append(f"rowcheck: {name}: {reason}\n")
        else:
            texts.append(render(documents.read(name, decode(data))))
    output.write("".join(texts), options.output)
    sys.stderr.write("".join(faults))
    return 2 if faults else 0


def rules(options: argparse.Namespace) -> int:
    from rowcheck.cli import ruledocs
    from rowcheck.rules import ALL

    output.write(
        ruledocs.page(ALL) if options.format == "markdown" else ruledocs.overview(ALL), options.output
    )
    return 0


def explain(options: argparse.Namespace) -> int:
    from rowcheck.cli import ruledocs
    from rowcheck.rules import ALL

    rule = next((rule for rule in ALL if rule.id == options.rule), None)
    if rule is None:
        raise UsageError(shapes.no_rule(options.rule, [rule.id for rule in ALL]))
    output.write(ruledocs.explanation(rule), None)
    return 0


def schema(options: argparse.Namespace) -> int:
    from rowcheck.settings import schemas

    if options.name is None:
        output.write("".join(f"{name}\n" for name in (*SCHEMAS, *schemas.names())), None)
        return 0
    try:
        output.write(schemas.shipped(options.name), None)
    except LookupError:
        raise UsageError(f"there is no schema '{options.name}'; 'rowcheck schema' lists them") from None
    return 0


def completion(options: argparse.Namespace) -> int:
    from rowcheck.cli import completion as scripts
    from rowcheck.rules import IDS
    from rowcheck.settings import schemas

    words = {"RULE": sorted(IDS), "NAME": (*SCHEMAS, *schemas.names())}
    output.write(scripts.script(command_line.parser(), options.shell, words), None)
    return 0


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = MappingProxyType(
    {"tables": tables, "rules": rules, "explain": explain, "schema": schema, "completion": completion}
)
