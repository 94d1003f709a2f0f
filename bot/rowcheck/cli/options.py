"""The command line: which words `rowcheck` takes, and a line on each; what they are for tells the `manual`.

Only argparse; the rules and the reporters are named here but not imported before they are used.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

SHELLS = ("bash", "zsh", "fish")
FORMATS = ("text", "json", "sarif", "github", "rdjson", "markdown")

_EXIT = "Exit status: 0 nothing wrong, 1 findings, 2 cannot run or not everything could be checked."
_WIDTH = 78
"""Columns of the help texts."""


class _Help(argparse.RawDescriptionHelpFormatter):
    """As wide as any terminal is: asking this one would import shutil before every run."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_WIDTH)


class _Parser(argparse.ArgumentParser):
    """Tells the exit statuses after each help text, and keeps the lines of what stands before."""

    def __init__(self, **options: Any) -> None:
        super().__init__(epilog=_EXIT, formatter_class=_Help, **options)

    def format_help(self) -> str:
        """The help, with what the manual teaches of the command; it is read when it is asked for."""
        self.description = TEXTS[self.prog.partition(" ")[2]]
        return super().format_help()


class Command(NamedTuple):
    """A command: its line in the help of all, and what adds its arguments."""

    help: str
    add: Callable[[argparse.ArgumentParser], None]


def commands() -> Mapping[str, Command]:
    """All commands by their names, in the order of the help."""
    return {
        "check": Command("check the rows that changed", _check),
        "audit": Command("count the faults of the whole list", _audit),
        "diff": Command("check what changed between two files", _diff),
        "hook": Command("check as a pre-commit hook", _hook),
        "init": Command("infer settings from the list", _init),
        "backtest": Command("replay what was contributed before", _backtest),
        "tables": Command("print the tables as GitHub renders them", _tables),
        "review": Command("comment on a pull request, in a workflow", _review),
        "rules": Command("list the rules", _rules),
        "explain": Command("say what a rule finds, and why", _explain),
        "schema": Command("print a shipped JSON Schema", _schema),
        "completion": Command("print what makes a shell complete commands", _completion),
    }


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; each leaves its name in `command`."""
    top = _Parser(prog="rowcheck")
    top.add_argument("--version", action="store_true", help="print the version and stop")
    each = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, command in commands().items():
        command.add(each.add_parser(name, help=command.help))
    return top


def parse(words: Sequence[str]) -> argparse.Namespace:
    """What `parser()` makes of the words, as far as it goes without the parsers of the other commands."""
    command = commands().get(words[0]) if words else None
    if command is None:
        return parser().parse_args(words)
    alone = _Parser(prog=f"rowcheck {words[0]}")
    command.add(alone)
    return alone.parse_args(words[1:], argparse.Namespace(version=False, command=words[0]))


def _check(check: argparse.ArgumentParser) -> None:
    check.add_argument("files", metavar="FILE", nargs="*", help="only these files")
    check.add_argument("--staged", action="store_true", help="the index against HEAD: what will be committed")
    check.add_argument("--base", metavar="REF", help="compare with where HEAD left REF (the merge base)")
    check.add_argument("--head", metavar="REF", help="with --base: instead of HEAD")
    check.add_argument("--fix", action="store_true", help="apply the safe fixes to the work tree")
    check.add_argument("--unsafe", action="store_true", help="with --fix: apply all verified fixes")
    check.add_argument("--diff", action="store_true", help="show what --fix would change, and change nothing")
    check.add_argument("--all", action="store_true", help="judge every row, not only what changed")
    _reporting(check)


def _audit(audit: argparse.ArgumentParser) -> None:
    audit.add_argument("files", metavar="FILE", nargs="*", help="only these files")
    audit.add_argument("--patches", metavar="DIR", help="write what mends each section to a new folder")
    _reporting(audit, formats=("text", "json"), quiet="nothing but the total")


def _diff(diff: argparse.ArgumentParser) -> None:
    diff.add_argument("before", metavar="BEFORE", help="a file, or - for standard input")
    diff.add_argument("after", metavar="AFTER", help="a file, or - for standard input")
    _reporting(diff)


def _hook(hook: argparse.ArgumentParser) -> None:
    hook.add_argument("files", metavar="FILE", nargs="*", help="only these files")
    hook.add_argument("--fix", action="store_true", help="apply the safe fixes to the work tree")
    _reporting(hook)


def _init(init: argparse.ArgumentParser) -> None:
    init.add_argument("files", metavar="FILE", nargs="*", help="only these files")
    init.add_argument(
        "--threshold", metavar="SHARE", type=float, default=0.99, help="rows that obey a rule (default: 0.99)"
    )
    init.add_argument("--interactive", action="store_true", help="ask whether to keep each rule")
    init.add_argument(
        "--workflow", action="store_true", help="write the workflow that checks pull requests, too"
    )
    init.add_argument(
        "--pre-commit", action="store_true", help="add the hook to .pre-commit-config.yaml, too"
    )
    init.add_argument("--output", metavar="FILE", help="write to FILE; - is standard output")
    init.add_argument(
        "--stdout", action="store_const", const="-", dest="output", help="the same as --output -"
    )
    init.add_argument("--force", action="store_true", help="write over what is there")
    loud = init.add_mutually_exclusive_group()
    loud.add_argument("-q", "--quiet", action="store_true", help="do not tell the rules")
    loud.add_argument("-v", "--verbose", action="store_true", help="name every row that breaks a rule")


def _backtest(backtest: argparse.ArgumentParser) -> None:
    backtest.epilog = "Exit status: 0 it was replayed, whatever was found; 2 it, or some of it, was not."
    backtest.add_argument(
        "branch", metavar="REF", nargs="?", help="the main line (default: HEAD; with --refs, origin's)"
    )
    backtest.add_argument("--since", metavar="DATE", help="2024-06-15, 2024, or '18 months'")
    backtest.add_argument("--most", metavar="N", type=int, help="the newest N")
    backtest.add_argument("--refs", metavar="GLOB", help="pull requests kept as refs, instead of commits")
    backtest.add_argument("--merged", metavar="FILE", help="with --refs: the numbers of those merged")
    backtest.add_argument("--config", metavar="FILE", help="settings to use instead of the list's own")
    backtest.add_argument("--show", metavar="RULE", help="tell of this rule only, with its rows")
    backtest.add_argument("--examples", metavar="N", type=int, help="of each rule (default: 1; --show: 20)")
    backtest.add_argument("--html", metavar="FILE", help="write a page to look at, too")
    backtest.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    backtest.add_argument("--output", metavar="FILE", help="write to FILE instead of standard output")
    backtest.add_argument("--jobs", metavar="N", type=int, help="processes (default: one for each processor)")


def _tables(tables: argparse.ArgumentParser) -> None:
    tables.add_argument("files", metavar="FILE", nargs="+", help="Markdown files, in git or not")
    tables.add_argument("--format", choices=("text", "json"), default="text", help="json: one line a file")
    tables.add_argument("--output", metavar="FILE", help="write to FILE instead of standard output")


def _review(review: argparse.ArgumentParser) -> None:
    review.add_argument(
        "--config", metavar="PATH", help="a path in the list's repository to read its settings at"
    )
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


def _rules(rules: argparse.ArgumentParser) -> None:
    rules.add_argument(
        "--format", choices=("text", "markdown"), default="text", help="markdown: the whole page"
    )
    rules.add_argument("--output", metavar="FILE", help="write to FILE instead of standard output")


def _explain(explain: argparse.ArgumentParser) -> None:
    explain.add_argument("rule", metavar="RULE", help="the name that stands beside a finding")


def _schema(schema: argparse.ArgumentParser) -> None:
    schema.add_argument("name", metavar="NAME", nargs="?", help="without a name: list them")


def _completion(completion: argparse.ArgumentParser) -> None:
    completion.add_argument("shell", metavar="SHELL", choices=SHELLS, help="bash, zsh or fish")


def _reporting(
    command: argparse.ArgumentParser, formats: Sequence[str] = FORMATS, quiet: str = "nothing but findings"
) -> None:
    command.add_argument("--config", metavar="FILE", help="settings to use instead of the list's own")
    command.add_argument("--format", choices=formats, default="text", help="how to report (default: text)")
    command.add_argument("--output", metavar="FILE", help="write to FILE instead of standard output")
    loud = command.add_mutually_exclusive_group()
    loud.add_argument("-q", "--quiet", action="store_true", help=quiet)
    loud.add_argument(
        "-v", "--verbose", action="store_true", help="leave nothing out, and tell what was read"
    )


_TOP = """\
Check what a change adds to the tables of a Markdown list.

  rowcheck check                 what you changed and did not commit yet
  rowcheck check --staged        what the next commit brings
  rowcheck check --base main     what this branch brings, like a pull request
  rowcheck check --fix           and mend what has one right answer
  rowcheck diff old.md new.md    two files, no git needed
  rowcheck audit                 how many old faults there are, and where
  rowcheck init                  settings for this list, inferred from its rows
  rowcheck backtest              what they would have said to what was merged
  rowcheck explain order         what a rule finds, and why

'rowcheck COMMAND --help' tells more of each.
"""

_CHECK = """\
Check the rows that changed: what was there before is blamed on nobody.

  rowcheck check                 what you changed and did not commit yet
  rowcheck check --staged        what the next commit brings
  rowcheck check --base main     what this branch brings, like a pull request
  rowcheck check --all           every row there is, old faults too
  rowcheck check --diff          what --fix would change; --fix changes it
  rowcheck check -q              nothing but findings
  rowcheck check -v              which settings count for which table, too
  rowcheck check --format sarif --output rows.sarif

Settings are read from .github/rowcheck.yml or rowcheck.yml, on the side that
is compared with. Without any, what can be seen without is checked, and the
last line says which rules were off. 'rowcheck init' writes them.
"""

_AUDIT = """\
Judge every row of the list, old and new, and count what is wrong by rule and
by table.

  rowcheck audit                   the list files that the settings name
  rowcheck audit README.md -v      one file, all its tables
  rowcheck audit --patches fixes/  and a patch for each section that has fixes
  git apply fixes/*.patch
"""

_DIFF = """\
Check what changed between two files, without git. Settings have to be named.

  rowcheck diff old.md new.md
  rowcheck diff old.md new.md --config rowcheck.yml
  git show HEAD:README.md | rowcheck diff - README.md
"""

_HOOK = """\
Check what is about to be committed, for pre-commit (https://pre-commit.com).

  rowcheck hook                  what is staged, whatever the work tree holds
  rowcheck hook README.md        of this file only, as pre-commit names them
  rowcheck hook --fix            mend it in the work tree, to be staged again

With PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF in the environment, those two
are compared, as before a push. 'rowcheck init --pre-commit' sets the hook up.
"""

_INIT = """\
Read the list as it is, and write the settings that its rows obey to
.github/rowcheck.yml: what kind of cell a column holds, its order, its keys.

  rowcheck init                  all Markdown files with tables
  rowcheck init README.md -v     one file; name every row that breaks a rule
  rowcheck init --output -       print the settings, and write nothing
  rowcheck init --interactive    be asked of each rule
  rowcheck init --workflow --pre-commit
                                 and what checks pull requests and commits

What enough rows obey becomes a rule; what fewer obey, but nine in ten, is
written as a comment. Nothing is written over without --force.
"""

_BACKTEST = """\
Replay what was contributed before, and count what each rule would have said.

  rowcheck backtest                     every commit of the main line
  rowcheck backtest --since '2 years'   those since then; --most 500: the newest
  rowcheck backtest --html said.html    and a page to look at, each finding as
                                        the comment that it would be
  rowcheck backtest --show order        one rule, with the rows

Settings are those of the work tree, so that they can be tried before they are
committed.

Pull requests, those that were not merged too, are refs. GitHub gives their
heads to everybody, and they are compared with where they left the main line:

  git fetch origin '+refs/pull/*/head:refs/pull/*/head'
  rowcheck backtest --refs 'refs/pull/*'
  gh pr list -s merged -L 9999 --json number -q '.[].number' > merged.txt
  rowcheck backtest --refs 'refs/pull/*' --merged merged.txt

Where a 'base' stands beside each 'head', they are compared with that. Without
--merged, a pull request counts as merged when the main line has its commit,
or at least half of its rows.
"""

_TABLES = """\
Print the tables of Markdown files as GitHub renders them: which lines are rows,
and what stands in which cell.

  rowcheck tables README.md
  rowcheck tables --format json README.md docs/*.md
"""

_REVIEW = """\
Serve the event of a GitHub workflow: check the pull request and bring its
comments up to date.

  rowcheck review
  rowcheck review --settings-from default --check-run
  rowcheck review --cache ~/.cache/rowcheck

Reads GITHUB_EVENT_NAME, GITHUB_EVENT_PATH, GITHUB_REPOSITORY, GITHUB_TOKEN and
GITHUB_API_URL; writes annotations, GITHUB_STEP_SUMMARY and GITHUB_OUTPUT.
ROWCHECK_LOGIN names the account behind the token where GitHub does not tell it.
Settings and row schemas are read from the list's repository, at the base side
of the pull request: no file of this machine counts, and nothing of the head.
"""

_RULES = """\
List the rules: the name of each, how much it counts, and what it finds.

  rowcheck rules
  rowcheck rules --format markdown --output rules.md
"""

_EXPLAIN = """\
Say what a rule finds, and why, with an example of what it refuses and of what
it accepts.

  rowcheck explain order
  rowcheck explain row-schema
"""

_SCHEMA = """\
Print one of the JSON Schemas that come with rowcheck, or the names of all.

  rowcheck schema                the names
  rowcheck schema config         what .github/rowcheck.yml may say, for editors
  rowcheck schema report         what 'rowcheck check --format json' prints
  rowcheck schema paper > .github/paper.json
                                 a ready-made row schema, to make it your own
"""

_COMPLETION = """\
Print a script that makes a shell complete commands, options, files and the
names of rules.

  mkdir -p ~/.local/share/bash-completion/completions
  rowcheck completion bash > ~/.local/share/bash-completion/completions/rowcheck
  rowcheck completion zsh > ~/.zfunc/_rowcheck
  rowcheck completion fish > ~/.config/fish/completions/rowcheck.fish

For zsh, ~/.zshrc needs 'fpath+=~/.zfunc' above 'compinit'. Print the script
anew after an update.
"""

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "": _TOP,
        "check": _CHECK,
        "audit": _AUDIT,
        "diff": _DIFF,
        "hook": _HOOK,
        "init": _INIT,
        "backtest": _BACKTEST,
        "tables": _TABLES,
        "review": _REVIEW,
        "rules": _RULES,
        "explain": _EXPLAIN,
        "schema": _SCHEMA,
        "completion": _COMPLETION,
    }
)
"""The text of each command; that of all under the empty name."""
