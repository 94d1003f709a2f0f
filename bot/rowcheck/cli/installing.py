"""What a list needs beside its settings: the workflow file, and the entry for pre-commit. Writes no file."""

from __future__ import annotations

import re
from importlib.metadata import version

from rowcheck.errors import ConfigError

WORKFLOW_PATH = ".github/workflows/rowcheck.yml"
PRE_COMMIT_PATH = ".pre-commit-config.yaml"

WORKFLOW = """\
# It runs on pull_request_target so that the token may comment on pull requests from forks. That is
# safe here because nothing of the pull request is checked out or run: rowcheck reads both versions
# of the list through the API, as data, and takes its settings from the base branch.
name: Check rows

on:
  pull_request_target: # zizmor: ignore[dangerous-triggers] reads through the API, checks nothing out
    types: [opened, synchronize, reopened, ready_for_review, edited]
  merge_group: # a required check has to answer in a merge queue, too; nothing is commented there

permissions: {}

jobs:
  rows:
    name: Rows
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    # Per pull request, and never cut off in the middle of writing.
    concurrency:
      group: rowcheck-${{ github.event.pull_request.number || github.ref }}
      cancel-in-progress: false
    permissions:
      contents: read # read both versions of the list
      pull-requests: write # comment on the lines
    steps:
      - uses: rowcheck/rowcheck@0000000000000000000000000000000000000000 # the commit of the release you trust
"""
"""The automatic check, as this repository keeps it for copying in `.github/workflows/validate.yml`."""

_REPOSITORY = "https://github.com/rowcheck/rowcheck"
_NEXT_KEY = re.compile(r"^(?:(?:#.*)?\n)*[^\s#-][^\n]*:", re.MULTILINE)
"""A key at the left edge, with the comments right above it."""
_FIRST_ENTRY = re.compile(r"^repos:[ \t]*\n(?:[ \t]*(?:#.*)?\n)*(?P<indent>[ ]*)- ", re.MULTILINE)


def hook(indent: str = "  ") -> str:
    """The entry under `repos` of pre-commit's settings (https://pre-commit.com/#adding-pre-commit-plugins-to-your-project)."""
    lines = (f"- repo: {_REPOSITORY}", f"  rev: v{version('rowcheck')}", "  hooks:", "    - id: rowcheck")
    return "".join(f"{indent}{line}\n" for line in lines)


def with_hook(text: str | None) -> str | None:
    """pre-commit's settings with the entry; None where they are of a shape to leave to people.

    The same text when it is there already. What is added must not change what was said before.
    """
    if text is None:
        return f"repos:\n{hook()}"
    if re.search(r"^\s*-?\s*(?:id|repo):.*\browcheck\b", text, re.MULTILINE):
        return text
    first = _FIRST_ENTRY.search(text)
    if first is None:
        return None
    below = _NEXT_KEY.search(text, first.end())
    end = below.start() if below else len(text)
    entries, rest = text[:end].rstrip("\n"), text[end:]
    longer = f"{entries}\n{hook(first['indent'])}" + (f"\n{rest.lstrip()}" if rest else "")
    return longer if _repos_and_rest(longer, last=1) == _repos_and_rest(text, last=0) else None


def _repos_and_rest(text: str, last: int) -> object:
    """The settings as values, without so many of the last entries; the text where it cannot be read."""
    from rowcheck.settings import yaml_positions

    try:
        value = yaml_positions.read(text, PRE_COMMIT_PATH).value
    except ConfigError:
        return text
    if not isinstance(value, dict) or not isinstance(value.get("repos"), list):
        return text
    repos = value["repos"]
    return {**value, "repos": repos[: len(repos) - last]}, len(repos) - last
