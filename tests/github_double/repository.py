"""What the double reads from git: commits, trees, blobs, diffs cut into files. It writes only refs."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

SHA = re.compile(r"[0-9a-f]{40}")
NO_REF = re.compile(r"[~^:?*\[\\\s]|\.\.|@\{|^-")
STATUS = {"A": "added", "D": "removed", "M": "modified", "R": "renamed", "C": "copied", "T": "changed"}
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


class Entry(NamedTuple):
    """One entry of a tree: `kind` is blob, tree or commit (a submodule); a tree has no size."""

    mode: str
    kind: str
    sha: str
    size: int | None
    path: str


class FileDiff(NamedTuple):
    """One file of a diff; `patch` starts at the first hunk and is empty for a binary file."""

    path: str
    old_path: str
    status: str
    sha: str
    additions: int
    deletions: int
    patch: str


class Commit(NamedTuple):
    """A commit's own words."""

    sha: str
    tree: str
    parents: list[str]
    author: tuple[str, str, str]
    committer: tuple[str, str, str]
    message: str


@dataclass
class Repository:
    """A git repository on disk, bare or not. The forks of a repository share its objects, as on GitHub."""

    path: Path
    default_branch: str = "main"
    _diffs: dict[tuple[str, str, int], list[FileDiff]] = field(default_factory=dict)
    _remembered: dict[tuple[str, ...], bytes] = field(default_factory=dict)

    def git(self, *arguments: str) -> bytes:
        """What git prints; LookupError when it fails."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        env |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_OPTIONAL_LOCKS": "0"}
        command = ["git", "-c", "core.quotePath=false", *arguments]
        done = subprocess.run(command, cwd=self.path, env=env, capture_output=True, check=False)
        if done.returncode != 0:
            raise LookupError(f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace')}")
        return done.stdout

    def fixed(self, *arguments: str) -> bytes:
        """The same, asked once: for what only names objects, which never change."""
        if arguments not in self._remembered:
            self._remembered[arguments] = self.git(*arguments)
        return self._remembered[arguments]

    def resolve(self, ref: str) -> str:
        """The commit that a branch, tag, full ref or commit name stands for; LookupError when none does."""
        if NO_REF.search(ref):
            raise LookupError(f"{ref} is no name of a ref")
        places = [ref] if SHA.fullmatch(ref) or ref.startswith("refs/") else []
        places += [f"refs/heads/{ref}", f"refs/tags/{ref}", f"refs/{ref}"]
        if ref == "HEAD":
            places = [f"refs/heads/{self.default_branch}"]
        for place in places:
            try:
                return _line(self.git("rev-parse", "--verify", "--quiet", f"{place}^{{commit}}"))
            except LookupError:
                continue
        raise LookupError(f"no commit {ref}")

    def point(self, ref: str, sha: str) -> None:
        """Sets a ref, as a push does."""
        self.git("update-ref", ref, sha)

    def commit(self, sha: str) -> Commit:
        who = "%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI"
        shown = self.fixed("show", "--no-patch", f"--format=%T%x00%P%x00{who}%x00%B", sha)
        tree, parents, *people, message = shown.decode(errors="replace").split("\0", 8)
        author, committer = (people[0], people[1], people[2]), (people[3], people[4], people[5])
        return Commit(sha, tree, parents.split(), author, committer, message.strip("\n"))

    def merge_base(self, one: str, other: str) -> str:
        return _line(self.fixed("merge-base", one, other))

    def between(self, start: str, end: str) -> list[str]:
        """The commits of `end` that `start` lacks, oldest first."""
        return _line(self.fixed("rev-list", "--reverse", end, f"^{start}")).split()

    def entries(self, tree: str, *, recursive: bool = False) -> list[Entry]:
        """What a tree, or the tree of a commit, holds; LookupError when it is neither."""
        flags = ["-r", "-t"] if recursive else []
        return _entries(self.fixed("ls-tree", "-z", "-l", *flags, tree))

    def entry(self, commit: str, path: str) -> Entry:
        """What stands at a path; LookupError when nothing does."""
        found = _entries(self.fixed("--literal-pathspecs", "ls-tree", "-z", "-l", commit, "--", path))
        if len(found) != 1 or found[0].path != path:
            raise LookupError(f"no {path} in {commit}")
        return found[0]

    def size(self, sha: str) -> int:
        """The size of a blob; LookupError when there is no such blob."""
        if _line(self.fixed("cat-file", "-t", sha)) != "blob":
            raise LookupError(f"{sha} is no blob")
        return int(self.fixed("cat-file", "-s", sha))

    def blob(self, sha: str) -> bytes:
        return self.git("cat-file", "blob", sha)

    def diff(self, base: str, head: str, context: int = 3) -> list[FileDiff]:
        """The files that differ between two commits (or trees), in git's order."""
        key = (base, head, context)
        if key not in self._diffs:
            self._diffs[key] = self._diff(base, head, context)
        return self._diffs[key]

    def _diff(self, base: str, head: str, context: int) -> list[FileDiff]:
        def told(*flags: str) -> str:
            ask = (
                "diff",
                "--find-renames",
                "--no-ext-diff",
                "--no-textconv",
                "--no-color",
                *flags,
                base,
                head,
            )
            return self.git(*ask).decode(errors="replace")

        raw = told("--raw", "-z", "--abbrev=40", "--no-abbrev").split("\0")[:-1]
        counts = told("--numstat", "-z").split("\0")[:-1]
        patches = re.split(r"^diff --git ", told(f"-U{context}"), flags=re.MULTILINE)[1:]
        return list(_files(raw, counts, patches))


def _line(said: bytes) -> str:
    return said.decode(errors="replace").strip()


def _entries(listed: bytes) -> list[Entry]:
    found = []
    for item in listed.decode(errors="surrogateescape").split("\0")[:-1]:
        meta, path = item.split("\t", 1)
        mode, kind, sha, size = meta.split()
        found.append(Entry(mode, kind, sha, None if size == "-" else int(size), path))
    return found


def _files(raw: list[str], counts: list[str], patches: list[str]) -> list[FileDiff]:
    """Joins git's three accounts of one diff, each in the same order."""
    found: list[FileDiff] = []
    raw, counts, patches = raw[::-1], counts[::-1], patches[::-1]
    while raw:
        _, _, old_sha, new_sha, letter = raw.pop().split(" ")
        old = new = raw.pop()
        if letter[0] in "RC":
            new = raw.pop()
        added, deleted = _counted(counts)
        patch = patches.pop()
        if letter == "T":
            patch = patches.pop()
        at = patch.find("\n@@ ")
        text = patch[at + 1 :].removesuffix("\n") if at >= 0 else ""
        sha = old_sha if letter == "D" else new_sha
        found.append(FileDiff(new, old, STATUS[letter[0]], sha, added, deleted, text))
    return found


def _counted(counts: list[str]) -> tuple[int, int]:
    added, deleted, name = counts.pop().split("\t")
    if not name:  # a rename: both names follow
        del counts[-2:]
    return (0, 0) if added == "-" else (int(added), int(deleted))
