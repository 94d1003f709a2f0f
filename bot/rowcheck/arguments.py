"""The command line: which words `rowcheck` takes, and the texts that explain them.

Only argparse; the rules and the reporters are named here but not imported before they are used.
"""

from __future__ import annotations

import argparse

FORMATS = ("text", "json", "sarif", "github", "rdjson", "markdown")

_TOP = """\
Check what a change adds to the tables of a Markdown list.

  rowcheck check                     what you changed and did not commit yet
  rowcheck check --staged            what the next commit brings
  rowcheck check --base main         what this branch brings, as a pull request would
  rowcheck check --all README.md     every row there is, old faults too
  rowcheck check --fix               apply the fixes that cannot change what the list says
  rowcheck diff OLD.md NEW.md        two files, no git needed
  rowcheck tables README.md          the tables as GitHub renders them
  rowcheck review                    in a workflow: comment on the pull request of the event
"""
_EXIT = "Exit status: 0 nothing wrong, 1 findings, 2 cannot run or not everything could be checked."


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; each leaves its name in `command`."""
    top = argparse.ArgumentParser(
        prog="rowcheck", description=_TOP, epilog=_EXIT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    top.add_argument("--version", action="store_true", help="print the version and stop")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _check(commands)
    _diff(commands)
    _hook(commands)
    _tables(commands)
    _review(commands)
    rules = commands.add_parser("rules", help="list the rules", epilog=_EXIT)
    rules.add_argument(
        "--format", choices=("text", "markdown"), default="text", help="markdown: the whole page"
    )
    rules.add_argument("--output", metavar="FILE", help="write to FILE instead of standard output")
    explain = commands.add_parser("explain", help="say what a rule finds, and why", epilog=_EXIT)
    explain.add_argument("rule", metavar="RULE")
    schema = commands.add_parser("schema", help="print a shipped JSON Schema", epilog=_EXIT)
    schema.add_argument("name", metavar="NAME", nargs="?", help="without a name: list them")
    return top


_REVIEW = """\
Serve the event of a GitHub workflow: check the pull request and bring its comments up to date.

Reads GITHUB_EVENT_NAME, GITHUB_EVENT_PATH, GITHUB_REPOSITORY, GITHUB_TOKEN and GITHUB_API_URL; writes
annotations, GITHUB_STEP_SUMMARY and GITHUB_OUTPUT. ROWCHECK_LOGIN names the account behind the token
where GitHub does not tell it.
"""

Commands = argparse._SubParsersAction


def _check(commands: Commands[argparse.ArgumentParser]) -> None:
    check = commands.add_parser("check", help="check the rows that changed", epilog=_EXIT)
    check.add_argument("files", metavar="FILE", nargs="*", help="only these files")
    check.add_argument("--staged", action="store_true", help="the index against HEAD: what will be committed")
    check.add_argument("--base", metavar="REF", help="compare with where HEAD left REF (the merge base)")
    check.add_argument("--head", metavar="REF", help="with --base: instead of HEAD")
    check.add_argument("--fix", action="store_true", help="apply the safe fixes to the work tree")
    check.add_argument("--unsafe", action="store_true", help="with --fix: apply all verified fixes")
    check.add_argument("--diff", action="store_true", help="show what --fix would change, and change nothing")
    check.add_argument("--all", action="store_true", help="judge every row, not only what changed")
    _reporting(check)


def _diff(commands: Commands[argparse.ArgumentParser]) -> None:
    diff = commands.add_parser("diff", help="check what changed between two files", epilog=_EXIT)
    diff.add_argument("before", metavar="BEFORE", help="a file, or - for standard input")
    diff.add_argument("after", metavar="AFTER", help="a file, or - for standard input")
    _reporting(diff)


def _hook(commands: Commands[argparse.ArgumentParser]) -> None:
    hook = commands.add_parser("hook", help="check as a pre-commit hook", epilog=_EXIT)
    hook.add_argument("files", metavar="FILE", nargs="*", help="only these files")
    hook.add_argument("--fix", action="store_true", help="apply the safe fixes to the work tree")
    _reporting(hook)


def _tables(commands: Commands[argparse.ArgumentParser]) -> None:
    tables = commands.add_parser("tables", help="print the tables as GitHub renders them", epilog=_EXIT)
    tables.add_argument("files", metavar="FILE", nargs="+")
    tables.add_argument("--format", choices=("text", "json"), default="text", help="json: one line a file")
    tables.add_argument("--output", metavar="FILE", help="write to FILE instead of standard output")


def _review(commands: Commands[argparse.ArgumentParser]) -> None:
    review = commands.add_parser(
        "review",
        help="comment on a pull request, in a workflow",
        description=_REVIEW,
        epilog=_EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    review.add_argument("--config", metavar="FILE", help="settings to use instead of the list's own")
    review.add_argument(
        "--settings-from",
        choices=("base", "default"),
        default="base",
        help="the branch whose settings count: the one to merge into, or the repository's default branch",
    )
    review.add_argument(
        "--check-run", action="store_true", help="make a check run as well; the token needs 'checks: write'"
    )
    review.add_argument("--cache", metavar="DIR", help="remember here what other pull requests add")


def _reporting(command: argparse.ArgumentParser) -> None:
    command.add_argument("--config", metavar="FILE", help="settings to use instead of the list's own")
    command.add_argument("--format", choices=FORMATS, default="text")
    command.add_argument("--output", metavar="FILE", help="write to FILE instead of standard output")
    loud = command.add_mutually_exclusive_group()
    loud.add_argument("-q", "--quiet", action="store_true", help="findings only")
    loud.add_argument("-v", "--verbose", action="store_true", help="leave nothing out")
