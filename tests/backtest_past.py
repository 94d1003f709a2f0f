"""A repository with a past, and the real command in it: what the tests of the backtest begin with."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path

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
