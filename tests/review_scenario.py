"""What the tests of `rowcheck review` share: a list on the double of GitHub, and the actions on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from github_double.double import Double
from github_double.sample import Repo
from github_double.state import ACTIONS, ReviewComment
from rowcheck.github import events, review
from rowcheck.github.review import Options
from rowcheck.model import Report

HEAD = "# Tools\n\nA list.\n\n| Name | Year | Link |\n| --- | --- | --- |\n"
ROWS = [
    f"| Tool {number:02} | {2000 + number} | [site](https://{number:02}.example/) |" for number in range(30)
]
SETTINGS = """\
files: ["**/*.md"]
tables:
  tools:
    match: {columns: [Name, Year, Link]}
    row:
      properties:
        Year: {$ref: "cell.schema.json#/$defs/year"}
      required: [Name, Year]
    order: [{by: Name, as: title}]
    unique: [{by: Link.url, as: work}]
"""


def listing(*rows: str) -> str:
    """Return the list, with these rows in place of its own."""
    return HEAD + "".join(f"{row}\n" for row in rows or ROWS)


def with_rows(at: int, *new: str) -> str:
    """Return the list with rows inserted above its row `at` (0-based)."""
    return listing(*ROWS[:at], *new, *ROWS[at:])


@dataclass
class Scenario:
    """A list on GitHub: open a pull request, push to it, comment, run the review, look at the comments."""

    repo: Repo
    double: Double
    folder: Path
    last: dict[str, str] | None = None
    timeout: int = 20

    def open_pull(self, files: dict[str, str | bytes | None] | str, branch: str = "add", **how: Any) -> int:
        """Open a pull request with these files (a string is the README), and return its number."""
        self.repo.main()
        self.repo.commit({"README.md": files} if isinstance(files, str) else files, branch)
        self.repo.main()
        return self.double.open_pull(branch, **how).number

    def push(self, files: dict[str, str | bytes | None] | str, branch: str = "add", number: int = 1) -> None:
        """Push another commit to the branch."""
        self.repo.git("checkout", "--quiet", branch)
        self.repo.commit({"README.md": files} if isinstance(files, str) else files)
        self.repo.main()
        self.double.push(branch, number)

    def environ(
        self, event: str = "pull_request_target", payload: Any = None, *, login: str = ACTIONS, **scopes: str
    ) -> dict[str, str]:
        self.last = self.double.environ(
            self.folder, event, payload or self.double.pull_event(), login=login, **scopes
        )
        return self.last | {"ROWCHECK_PAUSES": "off", "ROWCHECK_TIMEOUT": str(self.timeout)}

    def run(self, event: str = "pull_request_target", payload: Any = None, **how: Any) -> Report | None:
        """Run the review in this process."""
        options = how.pop("options", Options())
        return review.review(events.read_environment(self.environ(event, payload, **how)), options)

    def comment(self, body: str, author: str = "ada", number: int = 1, **how: Any) -> Report | None:
        """Comment on the pull request, and run the workflow."""
        comment = self.double.comment(body, author, number)
        return self.run("issue_comment", self.double.comment_event(comment), **how)

    def run_command(self, *arguments: str, **how: Any) -> subprocess.CompletedProcess[str]:
        """Run `rowcheck review` as a workflow does, in a process of its own."""
        script = Path(sys.executable).parent / "rowcheck"
        environ = self.environ(**how) | {"PATH": os.environ["PATH"]}
        return subprocess.run(
            [script, "review", *arguments], env=environ, capture_output=True, text=True, check=False
        )

    @property
    def review_comments(self) -> list[ReviewComment]:
        return [comment for pull in self.double.state.pulls for comment in self.double.review_comments(pull)]

    @property
    def summaries(self) -> list[str]:
        return [
            comment.body
            for comment in self.double.state.issue_comments.values()
            if comment.author.endswith("[bot]")
        ]

    @property
    def step_summary(self) -> str:
        assert self.last is not None
        return Path(self.last["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8")

    def writes(self, action: Callable[[], object]) -> list[str]:
        """Return the requests of an action that write something."""
        before = len(self.double.writes)
        action()
        return [f"{entry.method} {entry.path}" for entry in self.double.writes[before:]]
