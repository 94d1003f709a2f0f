"""A repository with a history, and made-up outcomes, for tests of the backtest."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from rowcheck.backtest.contributions import Contribution
from rowcheck.backtest.outcome import Comment, DiffLine, Outcome
from rowcheck.backtest.tally import Result
from rowcheck.model import Counts, Finding
from rowcheck.reporters import review_comments
from rowcheck.sources.git import Git

COMMAND = Path(sysconfig.get_path("scripts"), "rowcheck")
HEAD = "# People\n\n| Name | Year |\n| --- | --- |\n"
CONFIG = "tables:\n  people:\n    match: {columns: [Name, Year]}\n    order: [{by: Name}]\n"

_IDENTITY = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in {"NAME": "A Curator", "EMAIL": "curator@example.org"}.items()
}


def people(*names: str) -> str:
    """Return a list of people, all of one year."""
    return HEAD + "".join(f"| {name} | 1815 |\n" for name in names)


@dataclass(frozen=True)
class Repository:
    """A repository whose commits are made without a work tree."""

    path: Path

    def git(self, *arguments: str, given: str | None = None, **environment: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            env=os.environ | environment,
            input=given,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(
        self,
        files: dict[str, str | None],
        *parents: str,
        title: str = "Change the list",
        date: str = "2024-01-01",
    ) -> str:
        """Commit the files of the first parent with these changes; None removes a file."""
        index = {"GIT_INDEX_FILE": str(self.path / ".git" / "other-index")}
        self.git("read-tree", parents[0] if parents else "--empty", **index)
        for path, text in files.items():
            if text is None:
                self.git("rm", "--quiet", "--cached", path, **index)
                continue
            oid = self.git("hash-object", "-w", "--stdin", given=text)
            self.git("update-index", "--add", "--cacheinfo", f"100644,{oid},{path}", **index)
        tree = self.git("write-tree", **index)
        dates = {f"GIT_{role}_DATE": f"{date}T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}
        options = [word for parent in parents for word in ("-p", parent)]
        return self.git("commit-tree", tree, *options, "-m", title, **_IDENTITY, **dates)

    def line(self, *versions: str, path: str = "README.md") -> list[str]:
        """Commit these versions of a list to `main`, one a month, and return the commits."""
        commits: list[str] = []
        for month, text in enumerate(versions, 1):
            date = f"2024-{month:02}-01"
            commits.append(self.commit({path: text}, *commits[-1:], title=f"Version {month}", date=date))
        self.point("refs/heads/main", commits[-1])
        return commits

    def point(self, ref: str, commit: str) -> None:
        self.git("update-ref", ref, commit)

    def pull(self, number: int, base: str, head: str) -> None:
        """Keep a pull request as a pair of refs."""
        self.point(f"refs/pulls/{number}/base", base)
        self.point(f"refs/pulls/{number}/head", head)

    def configure(self, text: str = CONFIG) -> None:
        """Write settings to the work tree without a commit."""
        (self.path / "rowcheck.yml").write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `rowcheck backtest`."""
        done = subprocess.run(
            [COMMAND, "backtest", *arguments],
            cwd=self.path,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done

    @property
    def store(self) -> Git:
        return Git(self.path)


def comment(
    rule: str = "order", message: str = "'Bob' belongs above 'Cy' (line 6)", **changes: Any
) -> Comment:
    """Return a comment on a row, with the text that would be posted."""
    finding = Finding(
        rule=rule,
        severity="error",
        path="README.md",
        line=7,
        end_line=7,
        column=1,
        end_column=10,
        message=message,
        fingerprint="0123456789abcdef",
        headings=("People",),
        row="| Bob | 1815 |",
    )
    finding = replace(finding, **changes)
    body = review_comments.open_body(finding).rpartition("\n\n")[0]
    return Comment(finding, body, (7, 7), (DiffLine("+", finding.row),))


def outcome(
    name: str, *comments: Comment, merged: bool | None = True, date: int = 0, **changes: Any
) -> Outcome:
    """Return the outcome of a pull request (`#7`) or of a commit."""
    number = int(name[1:]) if name.startswith("#") else None
    contribution = Contribution(name, "a" * 40, "b" * 40, date, "Change the list", number, merged)
    counts = changes.pop("counts", Counts(added=1, checked=1, not_checked=0))
    return Outcome(contribution, True, "a" * 40, counts, comments=comments, **changes)


def result(*outcomes: Outcome, **changes: Any) -> Result:
    """Return the result of a backtest of pull requests, all of which were replayed."""
    values = {"origin": "refs/pull/*", "pulls": True, "requested": len(outcomes), "settings": "rowcheck.yml"}
    return Result(outcomes, **(values | changes))


class Reader(HTMLParser):
    """The tags of an HTML page with their attributes, and its text, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data
