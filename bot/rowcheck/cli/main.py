"""The entry point: parse the command line, run the command, return the exit status.

Exit status 0: nothing wrong; 1: findings; 2: it could not run, or could not check everything.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from rowcheck.cli import audit, show, verbose
from rowcheck.cli import options as command_line
from rowcheck.compare.edits import git_patch
from rowcheck.engine import session
from rowcheck.engine.session import FixedFile, Inputs
from rowcheck.errors import RowcheckError, UsageError
from rowcheck.model import Report, SettingsWarning
from rowcheck.reporters import output
from rowcheck.reporters.options import RuleInfo
from rowcheck.reporters.registry import FORMATS
from rowcheck.rules import ALL, IDS, unknown_rule
from rowcheck.settings.settings import LOCATIONS, NESTED
from rowcheck.sources import worktree, write
from rowcheck.sources.base import LocalSource, Source
from rowcheck.sources.files import Files
from rowcheck.sources.git import Git
from rowcheck.sources.index import Index
from rowcheck.sources.refs import Refs
from rowcheck.sources.worktree import WorkTree
from rowcheck.text import counted, visible

EXIT_STATUS = {"passed": 0, "failed": 1, "not-checked": 2}


def main(argv: Sequence[str] | None = None) -> int:
    """Run `rowcheck` with the given arguments, or those of the process, and return the exit status."""
    # A short-lived process creates few reference cycles; collecting them takes a fifth of its time, and
    # more than that on a list of 100,000 rows.
    gc.disable()
    _use_utf8()
    arguments = command_line.parse(sys.argv[1:] if argv is None else argv)
    try:
        if arguments.version:
            output.write(f"rowcheck {version('rowcheck')}\n", None)
            return 0
        if arguments.command is None:
            command_line.parser().print_help(sys.stderr)
            return 2
        return _COMMANDS[arguments.command](arguments)
    except RowcheckError as error:
        sys.stderr.write(f"rowcheck: {error}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader closed the pipe. Python flushes stdout at exit, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except Exception:  # Python's own exit status for this is 1, which means findings here
        traceback.print_exc()
        sys.stderr.write("rowcheck: this is a bug in rowcheck; please report the traceback above\n")
        return 2


def _check(arguments: argparse.Namespace) -> int:
    if arguments.unsafe and not (arguments.fix or arguments.diff):
        raise UsageError("--unsafe goes with --fix or --diff")
    if arguments.staged and arguments.base is not None:
        raise UsageError("--staged and --base exclude each other; choose what to compare")
    if arguments.head is not None and arguments.base is None:
        raise UsageError("--head goes with --base REF")
    if arguments.fix and arguments.base is not None:
        raise UsageError("--fix changes the work tree, which --base does not read; use --diff")
    source: LocalSource
    if arguments.base is not None:
        source = Refs(arguments.base, arguments.head or "HEAD", files=arguments.files)
    elif arguments.staged:
        source = Index(files=arguments.files)
    else:
        source = WorkTree(files=arguments.files)
    source.verify_paths()  # raises for a misspelt file name, with --all too
    inputs = _read(source, session.Options(arguments.config, arguments.all, source.is_named), arguments)
    if arguments.diff:
        return _show_fixes(inputs, arguments)
    return _fix(inputs, arguments) if arguments.fix else _report(session.check_inputs(inputs), arguments)


def _hook(arguments: argparse.Namespace) -> int:
    """Check the index, or the two commits that pre-commit names in the environment.

    PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF are set for a push and with --from-ref and --to-ref
    (https://pre-commit.com/#pre-push).
    """
    base = os.environ.get("PRE_COMMIT_FROM_REF")
    head = os.environ.get("PRE_COMMIT_TO_REF")
    files = arguments.files
    source: LocalSource = Refs(base, head or "HEAD", files=files) if base else Index(files=files)
    if isinstance(source, Index) and source.is_unchanged() and not arguments.fix:
        source = _branch(files) or source
    # pre-commit names all files that changed; the settings decide which of them belong to the list.
    inputs = _read(source, session.Options(arguments.config), arguments)
    if arguments.fix and not base:
        return _fix(inputs, arguments)
    return _report(session.check_inputs(inputs), arguments)


def _branch(files: Sequence[str]) -> LocalSource | None:
    """Return what the branch adds, for `pre-commit run --all-files`, which runs without staged changes.

    A branch is compared with its upstream; one that has been pushed, with the default branch of `origin`.
    """
    git = Git(Path())
    for name in ("@{upstream}", "refs/remotes/origin/HEAD"):
        # 128: there is no upstream
        found = (
            git.run("rev-parse", "--quiet", "--verify", f"{name}^{{commit}}", ok=(0, 1, 128)).decode().strip()
        )
        if found and (source := Refs(found, files=files)).is_ahead():
            return source
    sys.stderr.write(
        "rowcheck: nothing was checked: nothing is staged, and the branch adds no commit to its upstream; "
        "'rowcheck check --all' checks every row\n"
    )
    return None


def _diff(arguments: argparse.Namespace) -> int:
    source = Files(arguments.before, arguments.after)
    options = session.Options(arguments.config, explicit=lambda path: True)
    return _report(session.check_inputs(_read(source, options, arguments)), arguments)


def _audit(arguments: argparse.Namespace) -> int:
    source = WorkTree(files=arguments.files)
    source.verify_paths()  # raises for a misspelt file name, which would look like a clean list
    options = session.Options(arguments.config, every_row=True, explicit=source.is_named)
    return _finish(audit.run(lambda: _read(source, options, arguments), arguments), arguments)


def _settings(arguments: argparse.Namespace) -> int:
    """Validate the settings alone, and print which table goes by which entry."""
    source, config = WorkTree(), arguments.file
    found = session.settings_of(source, config)
    if found.path is None:
        raise UsageError(f"there are no settings; write {LOCATIONS[0]}, for example with 'rowcheck init'")
    root = _root_of(Path(config)) if config is not None else ""
    options = session.Options(config, every_row=True, root=root)
    # 'files' that match nothing are an error here, rather than a list without a file to judge.
    inputs = session.fit_settings(source, session.read_inputs(source, options, allow_empty=True))
    output.write(verbose.entries(inputs), arguments.output)
    warnings = [*inputs.warnings, *(each for nested in inputs.nested for each in nested.warnings)]
    _print_warnings(warnings)
    return 1 if arguments.strict and warnings else 0


def _init(arguments: argparse.Namespace) -> int:
    from rowcheck.cli import init  # imports what only `init` needs

    return init.run(arguments)


def _backtest(arguments: argparse.Namespace) -> int:
    from rowcheck.backtest import command  # imports what only `backtest` needs

    return command.run(arguments)


def _review(arguments: argparse.Namespace) -> int:
    try:
        from rowcheck.github import events, review  # imports optional dependencies
    except ModuleNotFoundError as error:
        if error.name not in ("github", "tenacity"):
            raise
        raise UsageError("'rowcheck review' needs more packages; install 'rowcheck[github]'") from None
    options = review.Options(arguments.config, arguments.settings_from, arguments.check_run, arguments.cache)
    report = review.review(events.read_environment(os.environ), options)
    return EXIT_STATUS[report.verdict] if report else 0


def _show(arguments: argparse.Namespace) -> int:
    return show.COMMANDS[arguments.command](arguments)


def _read(source: Source, options: session.Options, arguments: argparse.Namespace) -> Inputs:
    """Read what to check, and describe it with `--verbose`."""
    start = time.perf_counter()
    if arguments.config is not None and not isinstance(source, Files):
        options = replace(options, root=_root_of(Path(arguments.config)))
    options = replace(options, selected=_rules(arguments.select), ignored=_rules(arguments.ignore))
    inputs = session.fit_settings(source, session.read_inputs(source, options))
    if arguments.verbose:
        sys.stderr.write(verbose.describe(inputs, time.perf_counter() - start))
    return inputs


def _root_of(config: Path) -> str:
    """Return the folder that settings apply to: their own below the top of the repository, else its top."""
    top, folder = Git(Path()).top, config.resolve().parent
    if config.name not in NESTED or top is None or not folder.is_relative_to(top) or folder.name == ".github":
        return ""
    return "" if folder == top else folder.relative_to(top).as_posix()


def _rules(names: Sequence[str]) -> list[str]:
    """Return the ids in the values of `--select` or `--ignore`. Raises UsageError."""
    ids = [name.strip() for value in names for name in value.split(",")]
    for name in ids:
        if name not in IDS:
            raise UsageError(unknown_rule(name))
    return ids


def _fix(inputs: Inputs, arguments: argparse.Namespace) -> int:
    """Apply fixes to the work tree and report what is left."""
    unsafe = arguments.command == "check" and arguments.unsafe
    fixed = _fixed(inputs, unsafe=unsafe)
    changed = _write(fixed.files)
    if changed:
        sys.stderr.write(f"nothing was fixed: {', '.join(changed)} differs from what is staged\n")
        return _report(session.check_inputs(inputs), arguments)
    if fixed.files and not arguments.quiet:
        names = ", ".join(file.path for file in fixed.files)
        sys.stderr.write(f"fixed {counted(fixed.count, 'finding')} in {names}\n")
    return _report(fixed.report, arguments)


def _show_fixes(inputs: Inputs, arguments: argparse.Namespace) -> int:
    """Print the fixes as a patch."""
    fixed = _fixed(inputs, unsafe=arguments.unsafe)
    patches = (git_patch(file.path, file.before, file.after) for file in fixed.files)
    output.write("".join(patches), arguments.output)
    status = _status(fixed.report, arguments)
    return 1 if fixed.files and not (status or arguments.exit_zero) else status


def _fixed(inputs: Inputs, *, unsafe: bool) -> session.Fixed:
    fixed = session.fix_inputs(inputs, unsafe=unsafe)
    for path in fixed.undecodable:
        sys.stderr.write(
            f"{visible(path)} cannot be fixed: some of its bytes are not UTF-8; save it as UTF-8\n"
        )
    return fixed


def _write(files: Sequence[FixedFile]) -> list[str]:
    """Write the files, unless some of them differ from what was checked; return the paths of those."""
    if not files:
        return []
    top = worktree.top(Git(Path()), "the work tree")
    changed = [file.path for file in files if not write.is_unchanged(top, file.path, file.old)]
    if not changed:
        for file in files:
            write.replace(top, file.path, file.old, file.new)
    return changed


def _report(report: Report, arguments: argparse.Namespace) -> int:
    rules = tuple(RuleInfo(rule.id, rule.summary, rule.help_uri) for rule in ALL)
    shown = output.options(arguments.output, quiet=arguments.quiet, verbose=arguments.verbose, rules=rules)
    output.write(FORMATS[arguments.format](report, shown), arguments.output)
    return _finish(report, arguments)


def _finish(report: Report, arguments: argparse.Namespace) -> int:
    _print_warnings(report.warnings)
    if arguments.verbose:
        sys.stderr.write(f"rowcheck: all of it took {time.process_time():.2f} s of processor time\n")
    return _status(report, arguments)


def _print_warnings(warnings: Iterable[SettingsWarning]) -> None:
    for warning in warnings:
        sys.stderr.write(f"rowcheck: warning: {visible(warning.place)}: {visible(warning.message)}\n")


def _status(report: Report, arguments: argparse.Namespace) -> int:
    """Return the exit status; what could not be checked counts with `--exit-zero` too."""
    status = EXIT_STATUS[report.verdict]
    if arguments.exit_zero:
        return 2 if report.not_checked else 0
    return 1 if arguments.strict and not status and (report.findings or report.warnings) else status


def _use_utf8() -> None:
    """Print every character whatever the locale is, and lone surrogates of file names as escapes."""
    if sys.stderr is None:  # Python sets it to None when the descriptor is closed at start
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "audit": _audit,
    "diff": _diff,
    "hook": _hook,
    "init": _init,
    "settings": _settings,
    "backtest": _backtest,
    "tables": _show,
    "review": _review,
    "rules": _show,
    "explain": _show,
    "schema": _show,
    "completion": _show,
}
