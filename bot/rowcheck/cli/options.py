"""The command line: the commands, their options and their help texts."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rowcheck.reporters.registry import FORMATS

SHELLS = ("bash", "zsh", "fish")

_EXIT = "Exit status: 0 nothing wrong, 1 findings, 2 cannot run or not everything could be checked."
_WIDTH = 78

_DESCRIPTION = """\
Check what a change adds to the tables of a Markdown list.

  rowcheck check                 uncommitted changes
  rowcheck check --staged        staged changes
  rowcheck check --base main     this branch against main, like a pull request
  rowcheck check --fix           apply the fixes that are safe
  rowcheck diff old.md new.md    two files, without git
  rowcheck audit                 all findings of the list, by rule and table
  rowcheck init                  write settings, inferred from the rows
  rowcheck settings              validate them, with the table of each entry
  rowcheck backtest              replay what was merged under these settings
  rowcheck explain order         what a rule reports, and why

'rowcheck COMMAND --help' describes a command.
"""

_CHECK = """\
Check the rows that changed. What was wrong before is not reported.

  rowcheck check                 uncommitted changes
  rowcheck check --staged        staged changes
  rowcheck check --base main     this branch against main, like a pull request
  rowcheck check --all           every row, with the existing findings
  rowcheck check --diff          what --fix would change; --fix changes it
  rowcheck check --select order  one rule; --ignore leaves rules out
  rowcheck check -q              findings only
  rowcheck check -v              also which settings apply to which table
  rowcheck check --format sarif --output rows.sarif

Settings are read from .github/rowcheck.yml or rowcheck.yml, on the side that
the change is compared with. Without settings, the rules that need none run,
and the last line names the others. 'rowcheck init' writes settings.
"""

_AUDIT = """\
Check every row of the list, and count the findings by rule and by table.

  rowcheck audit                   the files of the list
  rowcheck audit README.md -v      one file, with all its tables
  rowcheck audit --patches fixes/  also a patch for each section with fixes
  git apply fixes/*.patch
"""

_DIFF = """\
Check what changed between two files, without git.

  rowcheck diff old.md new.md
  rowcheck diff old.md new.md --config rowcheck.yml
  git show HEAD:README.md | rowcheck diff - README.md
"""

_HOOK = """\
Check what is about to be committed, as a hook of pre-commit
(https://pre-commit.com).

  rowcheck hook                  staged changes, whatever the work tree has
  rowcheck hook README.md        those of one file, as pre-commit names it
  rowcheck hook --fix            fix the work tree, to be staged again

With PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF in the environment, these two
are compared, as before a push. 'rowcheck init --pre-commit' adds the hook.
"""

_INIT = """\
Infer settings from the rows of the list, and write them to
.github/rowcheck.yml: the kind of each column, its order, its unique values.

  rowcheck init                  all Markdown files with tables
  rowcheck init README.md -v     one file, naming every row that breaks a rule
  rowcheck init --output -       print the settings and write nothing
  rowcheck init --interactive    ask whether to keep each rule
  rowcheck init --workflow --pre-commit
                                 also set up pull requests and commits

A rule is written if enough rows obey it, and as a comment if nine in ten do.
Existing files are overwritten only with --force.
"""

_SETTINGS = """\
Validate the settings of the list, and print which table goes by which entry.

  rowcheck settings              the settings of the work tree
  rowcheck settings new.yml      a file of settings, before it is put into place
  rowcheck settings --strict     fail for entries that apply to no table, too

Errors are reported all at once, with their lines.
"""

_BACKTEST = """\
Replay past contributions, and count what each rule would have reported.

  rowcheck backtest                     every commit of the main line
  rowcheck backtest --since '2 years'   those since then; --most 500: the newest
  rowcheck backtest --html report.html  also a page that shows each finding as
                                        the review comment it would be
  rowcheck backtest --show order        one rule, with the rows

Settings are read from the work tree, so that they can be tried before they
are committed.

Pull requests, also those that were not merged, are kept as refs. GitHub
offers their heads, which are compared with where they left the main line:

  git fetch origin '+refs/pull/*/head:refs/pull/*/head'
  rowcheck backtest --refs 'refs/pull/*'
  gh pr list -s merged -L 9999 --json number -q '.[].number' > merged.txt
  rowcheck backtest --refs 'refs/pull/*' --merged merged.txt

Where there is a ref 'base' beside 'head', the two are compared. Without
--merged, a pull request counts as merged if the main line has its commit, or
at least half of its rows.
"""

_TABLES = """\
Print the tables of Markdown files as GitHub renders them: which lines are rows,
and the content of each cell.

  rowcheck tables README.md
  rowcheck tables --format json README.md docs/*.md
"""

_REVIEW = """\
Handle the event of a GitHub workflow: check the pull request and update its
review comments.

  rowcheck review
  rowcheck review --settings-from default --check-run
  rowcheck review --cache ~/.cache/rowcheck

Reads GITHUB_EVENT_NAME, GITHUB_EVENT_PATH, GITHUB_REPOSITORY, GITHUB_TOKEN and
GITHUB_API_URL; writes annotations, GITHUB_STEP_SUMMARY and GITHUB_OUTPUT.
ROWCHECK_LOGIN names the account of the token where GitHub does not.
Settings and row schemas are read from the repository of the list, on the base
side of the pull request; files of this machine and of the head are not used.
"""

_RULES = """\
List the rules with their severities.

  rowcheck rules
  rowcheck rules --format markdown --output rules.md
"""

_EXPLAIN = """\
Explain what a rule reports, and why, with an example that it reports and one
that it accepts.

  rowcheck explain order
  rowcheck explain row-schema
"""

_SCHEMA = """\
Print one of the JSON Schemas that come with rowcheck, or the names of all.

  rowcheck schema                the names
  rowcheck schema config         .github/rowcheck.yml, for editors
  rowcheck schema report         the output of 'rowcheck check --format json'
  rowcheck schema paper > .github/paper.json
                                 a ready-made row schema, to be adapted
"""

_COMPLETION = """\
Print a script for a shell that completes commands, options, files and the names
of rules.

  mkdir -p ~/.local/share/bash-completion/completions
  rowcheck completion bash > ~/.local/share/bash-completion/completions/rowcheck
  rowcheck completion zsh > ~/.zfunc/_rowcheck
  rowcheck completion fish > ~/.config/fish/completions/rowcheck.fish

For zsh, ~/.zshrc needs 'fpath+=~/.zfunc' above 'compinit'. Print the script
again after an update.
"""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its line in the list of commands, its help text, and what adds its options."""

    help: str
    description: str
    add_options: Callable[[argparse.ArgumentParser], None]


def parser() -> argparse.ArgumentParser:
    """Return the parser; the name of the command is in `command`."""
    top = argparse.ArgumentParser(
        prog="rowcheck", description=_DESCRIPTION, epilog=_EXIT, formatter_class=_formatter
    )
    top.add_argument("--version", action="store_true", help="print the version and exit")
    subparsers = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, command in COMMANDS.items():
        subparser = subparsers.add_parser(
            name,
            help=command.help,
            description=command.description,
            epilog=_EXIT,
            formatter_class=_formatter,
        )
        command.add_options(subparser)
    return top


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Parse the command line; print a message and exit with status 2 if it is wrong."""
    return parser().parse_args(words)


def _formatter(prog: str) -> argparse.HelpFormatter:
    # A fixed width keeps the options aligned with the texts, which are wrapped by hand.
    return argparse.RawDescriptionHelpFormatter(prog, width=_WIDTH)


def _check(check: argparse.ArgumentParser) -> None:
    check.add_argument("files", metavar="FILE", nargs="*", help="only these files")
    check.add_argument("--staged", action="store_true", help="compare the index with HEAD")
    check.add_argument("--base", metavar="REF", help="compare with the merge base of REF and HEAD")
    check.add_argument("--head", metavar="REF", help="with --base: instead of HEAD")
    check.add_argument("--fix", action="store_true", help="apply the safe fixes to the work tree")
    check.add_argument("--unsafe", action="store_true", help="with --fix: apply all verified fixes")
    check.add_argument("--diff", action="store_true", help="show what --fix would change, and change nothing")
    check.add_argument("--all", action="store_true", help="check every row, not only what changed")
    _add_reporting(check)


def _audit(audit: argparse.ArgumentParser) -> None:
    audit.add_argument("files", metavar="FILE", nargs="*", help="only these files")
    audit.add_argument("--patches", metavar="DIR", help="write a patch for each section to a new folder")
    _add_reporting(audit, formats=("text", "json"), quiet="the total only")


def _diff(diff: argparse.ArgumentParser) -> None:
    diff.add_argument("before", metavar="BEFORE", help="a file, or - for standard input")
    diff.add_argument("after", metavar="AFTER", help="a file, or - for standard input")
    _add_reporting(diff)


def _hook(hook: argparse.ArgumentParser) -> None:
    hook.add_argument("files", metavar="FILE", nargs="*", help="only these files")
    hook.add_argument("--fix", action="store_true", help="apply the safe fixes to the work tree")
    _add_reporting(hook)


def _init(init: argparse.ArgumentParser) -> None:
    init.add_argument("files", metavar="FILE", nargs="*", help="only these files")
    init.add_argument(
        "--threshold",
        metavar="SHARE",
        type=float,
        default=0.99,
        help="share of rows that must obey a rule (default: 0.99)",
    )
    init.add_argument("--interactive", action="store_true", help="ask whether to keep each rule")
    init.add_argument(
        "--workflow", action="store_true", help="also write the workflow that checks pull requests"
    )
    init.add_argument(
        "--pre-commit", action="store_true", help="also add the hook to .pre-commit-config.yaml"
    )
    init.add_argument("--output", metavar="FILE", help="write to FILE; - is standard output")
    init.add_argument(
        "--stdout", action="store_const", const="-", dest="output", help="the same as --output -"
    )
    init.add_argument("--force", action="store_true", help="overwrite existing files")
    level = init.add_mutually_exclusive_group()
    level.add_argument("-q", "--quiet", action="store_true", help="do not print the rules")
    level.add_argument("-v", "--verbose", action="store_true", help="name every row that breaks a rule")


def _settings(settings: argparse.ArgumentParser) -> None:
    settings.epilog = "Exit status: 0 they are valid and fit the list; 1 warnings, with --strict; 2 errors."
    settings.add_argument("file", metavar="FILE", nargs="?", help="settings (default: the list's own)")
    settings.add_argument("--strict", action="store_true", help="exit with status 1 for warnings")
    settings.add_argument("--output", metavar="FILE", help="write to FILE instead of standard output")


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
    backtest.add_argument("--show", metavar="RULE", help="report this rule only, with its rows")
    backtest.add_argument(
        "--examples", metavar="N", type=int, help="examples of each rule (default: 1; --show: 20)"
    )
    backtest.add_argument("--html", metavar="FILE", help="also write an HTML page")
    backtest.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    backtest.add_argument("--output", metavar="FILE", help="write to FILE instead of standard output")
    backtest.add_argument("--jobs", metavar="N", type=int, help="processes (default: one for each processor)")


def _tables(tables: argparse.ArgumentParser) -> None:
    tables.add_argument("files", metavar="FILE", nargs="+", help="Markdown files, in git or not")
    tables.add_argument("--format", choices=("text", "json"), default="text", help="json: one line per file")
    tables.add_argument("--output", metavar="FILE", help="write to FILE instead of standard output")


def _review(review: argparse.ArgumentParser) -> None:
    review.add_argument(
        "--config", metavar="PATH", help="the path of the settings in the repository of the list"
    )
    review.add_argument(
        "--settings-from",
        choices=("base", "default"),
        default="base",
        help="the branch of the settings: the one to merge into, or the repository's default branch",
    )
    review.add_argument(
        "--check-run", action="store_true", help="also create a check run; the token needs 'checks: write'"
    )
    review.add_argument("--cache", metavar="DIR", help="cache here what other pull requests add")


def _rules(rules: argparse.ArgumentParser) -> None:
    rules.add_argument(
        "--format", choices=("text", "markdown"), default="text", help="markdown: the complete page"
    )
    rules.add_argument("--output", metavar="FILE", help="write to FILE instead of standard output")


def _explain(explain: argparse.ArgumentParser) -> None:
    explain.add_argument("rule", metavar="RULE", help="the name of a rule, as findings show it")


def _schema(schema: argparse.ArgumentParser) -> None:
    schema.add_argument("name", metavar="NAME", nargs="?", help="without a name: list them")


def _completion(completion: argparse.ArgumentParser) -> None:
    completion.add_argument("shell", metavar="SHELL", choices=SHELLS, help="bash, zsh or fish")


def _add_reporting(
    command: argparse.ArgumentParser, formats: Sequence[str] = tuple(FORMATS), quiet: str = "findings only"
) -> None:
    command.add_argument("--config", metavar="FILE", help="settings to use instead of the list's own")
    for name, what in (("--select", "run only this rule"), ("--ignore", "do not run this rule")):
        command.add_argument(
            name, metavar="RULE", action="append", default=[], help=f"{what}; several with commas"
        )
    status = command.add_mutually_exclusive_group()
    status.add_argument("--strict", action="store_true", help="exit with status 1 for warnings too")
    status.add_argument("--exit-zero", action="store_true", help="exit with status 0 for findings too")
    command.add_argument("--format", choices=formats, default="text", help="report format (default: text)")
    command.add_argument("--output", metavar="FILE", help="write to FILE instead of standard output")
    level = command.add_mutually_exclusive_group()
    level.add_argument("-q", "--quiet", action="store_true", help=quiet)
    level.add_argument(
        "-v", "--verbose", action="store_true", help="leave nothing out, and describe what was read"
    )


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "check": Command("check the rows that changed", _CHECK, _check),
        "audit": Command("count the findings of the complete list", _AUDIT, _audit),
        "diff": Command("check what changed between two files", _DIFF, _diff),
        "hook": Command("check as a pre-commit hook", _HOOK, _hook),
        "init": Command("infer settings from the list", _INIT, _init),
        "settings": Command("validate the settings", _SETTINGS, _settings),
        "backtest": Command("replay past contributions", _BACKTEST, _backtest),
        "tables": Command("print the tables as GitHub renders them", _TABLES, _tables),
        "review": Command("comment on a pull request, in a workflow", _REVIEW, _review),
        "rules": Command("list the rules", _RULES, _rules),
        "explain": Command("explain what a rule reports, and why", _EXPLAIN, _explain),
        "schema": Command("print a shipped JSON Schema", _SCHEMA, _schema),
        "completion": Command("print a completion script for a shell", _COMPLETION, _completion),
    }
)
"""All commands, in the order of the help."""
