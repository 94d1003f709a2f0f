"""Two commits whose difference is known already, as a source: what a replay gives to the engine.

One git process serves any number of them, so that a pull request costs no process of its own. Settings
are those that are tried out: of the work tree, or of HEAD where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rowcheck.sources import changes, entries
from rowcheck.sources.base import SIZE_LIMIT, Covers, FileChange, Unreadable, Version
from rowcheck.sources.content import Reader, read_at_version, read_in_folder
from rowcheck.sources.git import RAW, Git


class Between:
    """What changed up to the commit `head`, by the entries that git told."""

    def __init__(self, git: Git, head: str = "", changed: Sequence[entries.Entry] = ()) -> None:
        self._git = git
        self._head = head
        self._changed = changed
        self._reader = Reader(git, SIZE_LIMIT)

    def changes(self, covers: Covers) -> Iterator[FileChange | Unreadable]:
        return changes.changes(self._changed, covers, self._reader)

    def trusted(self, path: str) -> str | None:
        """A file of the settings as it stands in the work tree, or in HEAD of a bare repository."""
        if self._git.top is None:
            return read_at_version(self._git, "HEAD", path)
        return read_in_folder(self._git.top, path)

    def listing(self, covers: Covers) -> Iterator[Version | Unreadable]:
        sides = entries.from_tree(self._git.run("ls-tree", "-r", "-z", "--full-tree", self._head))
        return changes.listing((entries.Entry(side.path, None, side) for side in sides), covers, self._reader)

    def selects(self, path: str) -> bool:
        return True


def differences(git: Git, pairs: Iterable[tuple[str, str]]) -> Iterator[list[entries.Entry]]:
    """What differs between the commits of each pair, the older first; all by one git command.

    `git diff-tree --stdin` compares a commit with the parents named after it, whatever its own are.
    """
    given = "".join(f"{head} {base}\n" for base, head in pairs)
    if not given:
        return
    raw = git.run("diff-tree", "--stdin", "--always", *RAW, given=given.encode())
    # A record is the name of a commit, or a colon and what happened to the path in the next record.
    records = iter(raw.split(b"\0")[:-1])
    found: list[bytes] | None = None
    for record in records:
        if record.startswith(b":"):
            assert found is not None, "git names a commit before it tells its difference"
            found += record, next(records)
            continue
        if found is not None:
            yield _entries(found)
        found = []
    yield _entries(found or [])


def _entries(records: Sequence[bytes]) -> list[entries.Entry]:
    return entries.from_diff(b"".join(record + b"\0" for record in records))


def patch(git: Git, base: str, head: str, path: str) -> str:
    """The difference of one file as GitHub shows it: three lines around, renames followed by nobody."""
    options = ("-p", "-U3", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--text")
    raw = git.run("diff-tree", *options, base, head, "--", f":(top,literal){path}")
    _, found, hunks = raw.decode("utf-8", "replace").partition("\n@@ ")
    return f"@@ {hunks}" if found else ""
