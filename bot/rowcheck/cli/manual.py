"""What `rowcheck --help` teaches: what each command is for, and lines to copy. Tells no options."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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
