"""Sample data of the double's tests: a list, a change to it, and a repository to commit to."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

ROWS = [f"| row {number:02} | https://{number}.example |\n" for number in range(40)]
LIST = "# List\n\n| Name | Link |\n| --- | --- |\n" + "".join(ROWS)
"""Row n is on line n + 5."""
CHANGE, ADDITION = "| changed | https://x.example |\n", "| new | - |\n"
PROPOSED = LIST.replace(ROWS[20], CHANGE).replace(ROWS[30], ROWS[30] + ADDITION)

CHANGED, ADDED = 25, 36
"""Lines of the pull request: the changed row, on both sides, and the added row."""


@dataclass(frozen=True)
class Repo:
    """A real git repository."""

    path: Path

    def git(self, *arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.path, capture_output=True, check=True)
        return done.stdout.decode().strip()

    def commit(self, files: dict[str, str | bytes | None], branch: str | None = None) -> str:
        """Commit files (None deletes one) on the current branch or a new one, and return the commit."""
        if branch:
            self.git("checkout", "--quiet", "-B", branch)
        for name, text in files.items():
            path = self.path / name
            if text is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Change")
        return self.git("rev-parse", "HEAD")

    def main(self) -> None:
        self.git("checkout", "--quiet", "main")
