"""A repository with a past, the real command in it, and outcomes made up: what tests of the backtest need."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from rowcheck.backtest.contributions import Contribution
from rowcheck.backtest.outcome import Outcome, Remark, Shown
from rowcheck.backtest.tally import Result, Tally
from rowcheck.model import Counts, Finding
from rowcheck.reporters import review_comments
from rowcheck.sources.git import Git

COMMAND = Path(sysconfig.get_path("scripts"), "rowcheck")
HEAD = "# People\n\n| Name | Year |\n| --- | --- |\n"
CONFIG = "tables:\n  people:\n    match: {columns: [Name, Year]}\n    order: [{by: Name}]\n"


def people(*names: str) -> str:
    """A list of people, all of one year."""
    return HEAD + "".join(f"| {name} | 1815 |\n" for name in names)


@dataclass(frozen=True)
class Past:
    """A repository whose history is written commit by commit, without a work tree to go through."""

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
        """A commit with the files of its first parent, and with these; None takes a file away."""
        index = {"GIT_INDEX_FILE": str(self.path / ".git" / "past")}
        self.git("read-tree", parents[0] if parents else "--empty", **index)
        for path, text in files.items():
            if text is None:
                self.git("rm", "--quiet", "--cached", path, **index)
                continue
            oid = self.git("hash-object", "-w", "--stdin", given=text)
            self.git("update-index", "--add", "--cacheinfo", f"100644,{oid},{path}", **index)
        tree = self.git("write-tree", **index)
        who = {
            f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in _WHO.items()
        }
        dates = {f"GIT_{role}_DATE": f"{date}T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}
        grown = [word for parent in parents for word in ("-p", parent)]
        return self.git("commit-tree", tree, *grown, "-m", title, **who, **dates)

    def line(self, *versions: str, path: str = "README.md") -> list[str]:
        """The main line with these versions of a list, a month apart; HEAD is the last."""
        commits: list[str] = []
        for month, text in enumerate(versions, 1):
            date = f"2024-{month:02}-01"
            commits.append(self.commit({path: text}, *commits[-1:], title=f"Version {month}", date=date))
        self.point("refs/heads/main", commits[-1])
        return commits

    def point(self, ref: str, commit: str) -> None:
        self.git("update-ref", ref, commit)

    def pull(self, number: int, base: str, head: str) -> None:
        """A pull request kept as a pair of refs."""
        self.point(f"refs/pulls/{number}/base", base)
        self.point(f"refs/pulls/{number}/head", head)

    def configure(self, text: str = CONFIG) -> None:
        """Settings in the work tree, not committed."""
        (self.path / "rowcheck.yml").write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What `rowcheck backtest` does here."""
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


_WHO = {"NAME": "A Curator", "EMAIL": "curator@example.org"}


def said(rule: str = "order", message: str = "'Bob' belongs above 'Cy' (line 6)", **changed: Any) -> Remark:
    """A remark on a row, with its comment as it would be posted."""
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
    finding = replace(finding, **changed)
    body, _, _ = review_comments.open_body(finding).rpartition("\n\n")
    return Remark(finding, body, (7, 7), (Shown("+", finding.row),))


def outcome(
    name: str, *remarks: Remark, merged: bool | None = True, date: int = 0, **changed: Any
) -> Outcome:
    """The outcome of a pull request (`#7`) or of a commit."""
    number = int(name[1:]) if name.startswith("#") else None
    one = Contribution(name, "a" * 40, "b" * 40, date, "Change the list", number, merged)
    counts = changed.pop("counts", Counts(1, 1, 0))
    return Outcome(one, True, "a" * 40, counts, remarks=remarks, **changed)


def result(*outcomes: Outcome, **changed: Any) -> Result:
    """A backtest of pull requests, all of them replayed."""
    known = {"origin": "refs/pull/*", "pulls": True, "asked": len(outcomes), "settings": "rowcheck.yml"}
    return Result(Tally(outcomes), **(known | changed))


class Reader(HTMLParser):
    """What a browser makes of HTML: the tags with their attributes, and the text."""

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
