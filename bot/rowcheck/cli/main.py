"""From arguments to an exit status: make the source, run the check, hand the report to a reporter.

Exit status 0: nothing wrong; 1: findings; 2: it could not run, or could not check everything.
Imports that cost time are made by the commands that need them.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rowcheck.cli import options as command_line
from rowcheck.errors import RowcheckError, UsageError
from rowcheck.model import Report
from rowcheck.reporters import output
from rowcheck.reporters.options import RuleInfo
from rowcheck.reporters.registry import FORMATS
from rowcheck.rules import ALL

if TYPE_CHECKING:
    from rowcheck.engine.session import Rewritten, Watch
    from rowcheck.sources.base import LocalSource, Source

EXIT_STATUS = {"passed": 0, "failed": 1, "not-checked": 2}


def main(argv: Sequence[str] | None = None) -> int:
    """Run `rowcheck` with `argv` (default: the process's own) and return the exit status."""
    gc.disable()  # a run makes few cycles and ends soon; collecting costs a fifth of its time
    _speak_utf8()
    options = command_line.parse(sys.argv[1:] if argv is None else argv)
    try:
        if options.version:
            return _version()
        if options.command is None:
            command_line.parser().print_help(sys.stderr)
            return 2
        return _COMMANDS[options.command](options)
    except RowcheckError as error:
        sys.stderr.write(f"rowcheck: {error}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the output has enough; point stdout elsewhere so that its closing is quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except Exception:  # the outermost edge: a fault of ours must not look like findings in the list
        import traceback

        traceback.print_exc()
        sys.stderr.write("rowcheck: this is a fault in rowcheck itself; please report what stands above\n")
        return 2


def _check(options: argparse.Namespace) -> int:
    if options.unsafe and not (options.fix or options.diff):
        raise UsageError("--unsafe goes with --fix or --diff")
    source = _source(options)
    # As a hook it is given whatever changed, and the settings say which of that is the list.
    outright = source.names if options.command == "check" else lambda path: False
    if options.all:
        source.touched()  # raises for a misspelt name, which would look like a clean list
    if options.fix or options.diff:
        return _fix(source, options, outright)
    from rowcheck.engine import session

    watch = _watch(options)
    found = session.run(source, config=options.config, everything=options.all, outright=outright, watch=watch)
    return _report(found, options)


def _hook(options: argparse.Namespace) -> int:
    """As pre-commit calls it: the index, or the two versions that it names in the environment.

    https://pre-commit.com/#pre-push: PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF are set for a push and
    under --from-ref and --to-ref.
    """
    options.base = os.environ.get("PRE_COMMIT_FROM_REF") or None
    options.head = os.environ.get("PRE_COMMIT_TO_REF") or None if options.base else None
    options.staged = options.base is None
    options.unsafe = options.all = options.diff = False
    options.fix = options.fix and options.staged
    return _check(options)


def _source(options: argparse.Namespace) -> LocalSource:
    """Where the two versions come from, by the options that say so."""
    if options.staged and options.base is not None:
        raise UsageError("--staged and --base exclude each other; choose what to compare")
    if options.head is not None and options.base is None:
        raise UsageError("--head goes with --base REF")
    if options.base is not None:
        if options.fix:
            raise UsageError("--fix changes the work tree, which --base does not read; use --diff")
        from rowcheck.sources.refs import Refs

        return Refs(options.base, options.head or "HEAD", files=options.files)
    if options.staged:
        from rowcheck.sources.index import Index

        return Index(files=options.files)
    from rowcheck.sources.worktree import WorkTree

    return WorkTree(files=options.files)


def _fix(source: Source, options: argparse.Namespace, outright: Callable[[str], bool]) -> int:
    """Apply fixes to the work tree, or show them as a diff."""
    from rowcheck.engine import session
    from rowcheck.text import visible

    report, count, files, unfit = session.fixed(
        source,
        unsafe=options.unsafe,
        config=options.config,
        everything=options.all,
        outright=outright,
        watch=_watch(options),
    )
    for path in unfit:
        sys.stderr.write(
            f"{visible(path)} cannot be fixed: some of its bytes are no UTF-8; save it as UTF-8\n"
        )
    if options.diff:
        from rowcheck.compare.edits import git_patch

        patches = (git_patch(file.path, file.before, file.after) for file in files)
        output.write("".join(patches), options.output)
        return 1 if files else EXIT_STATUS[report.verdict]
    if files and (other := _mend(files)):
        sys.stderr.write(f"nothing was fixed: {', '.join(other)} differs from what is staged\n")
        report = session.run(source, config=options.config, everything=options.all, outright=outright)
    elif files and not options.quiet:
        from rowcheck.text import counted

        names = ", ".join(file.path for file in files)
        sys.stderr.write(f"fixed {counted(count, 'finding')} in {names}\n")
    return _report(report, options)


def _mend(files: Sequence[Rewritten]) -> list[str]:
    """Write the files, or none of them where some are not what was checked; give back their paths."""
    from rowcheck.sources import worktree, write
    from rowcheck.sources.git import Git

    top = worktree.top(Git(Path()), "the work tree")
    other = [file.path for file in files if not write.holds(top, file.path, file.old)]
    for file in files if not other else ():
        write.replace(top, file.path, file.old, file.new)
    return other


def _diff(options: argparse.Namespace) -> int:
    from rowcheck.engine import session
    from rowcheck.sources.files import Files

    source = Files(options.before, options.after)
    found = session.run(source, config=options.config, outright=lambda path: True, watch=_watch(options))
    return _report(found, options)


def _watch(options: argparse.Namespace) -> Watch:
    if options.verbose:
        from rowcheck.cli import verbose

        return verbose.narrator()
    from rowcheck.engine import session

    return session.unwatched


def _report(report: Report, options: argparse.Namespace) -> int:
    _render(report, options)
    return _done(report, options)


def _render(report: Report, options: argparse.Namespace) -> None:
    rules = tuple(RuleInfo(rule.id, rule.summary, rule.help_uri) for rule in ALL)
    shown = output.options(options.output, quiet=options.quiet, verbose=options.verbose, rules=rules)
    output.write(FORMATS[options.format](report, shown), options.output)


def _done(report: Report, options: argparse.Namespace) -> int:
    if options.verbose:
        sys.stderr.write(f"rowcheck: all of it took {time.process_time():.2f} s of processor time\n")
    return EXIT_STATUS[report.verdict]


def _review(options: argparse.Namespace) -> int:
    try:
        from rowcheck.github import events, review
    except ModuleNotFoundError as error:
        if error.name not in ("github", "tenacity"):
            raise
        raise UsageError("'rowcheck review' needs more packages; install 'rowcheck[github]'") from None
    asked = review.Options(options.config, options.settings_from, options.check_run, options.cache)
    report = review.review(events.read_environment(os.environ), asked)
    return EXIT_STATUS[report.verdict] if report else 0


def _init(options: argparse.Namespace) -> int:
    from rowcheck.cli import init

    return init.run(options)


def _audit(options: argparse.Namespace) -> int:
    from rowcheck.cli import audit

    return _done(audit.run(options, _watch(options)), options)


def _backtest(options: argparse.Namespace) -> int:
    from rowcheck.backtest import command

    return command.run(options)


def _show(options: argparse.Namespace) -> int:
    from rowcheck.cli import show

    return show.COMMANDS[options.command](options)


def _version() -> int:
    from importlib.metadata import version

    output.write(f"rowcheck {version('rowcheck')}\n", None)
    return 0


def _speak_utf8() -> None:
    """Print every character whatever the locale says, and lone surrogates of file names as escapes."""
    if sys.stderr is None:  # closed: what is told there goes nowhere, and changes no exit status
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


_COMMANDS = {
    "check": _check,
    "audit": _audit,
    "diff": _diff,
    "hook": _hook,
    "init": _init,
    "backtest": _backtest,
    "tables": _show,
    "review": _review,
    "rules": _show,
    "explain": _show,
    "schema": _show,
    "completion": _show,
}
