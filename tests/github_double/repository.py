"""The git repository of the double: commits, trees, blobs and diffs. Only refs are written."""

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
    """An entry of a tree: `kind` is blob, tree or commit (a submodule); only a blob has a size."""

    mode: str
    kind: str
    sha: str
    size: int | None
    path: str


class FileDiff(NamedTuple):
    """A file of a diff; `patch` begins with the first hunk and is empty for a binary file."""

    path: str
    old_path: str
    status: str
    sha: str
    additions: int
    deletions: int
    patch: str


class Commit(NamedTuple):
    """A commit; author and committer are name, email and date."""

    sha: str
    tree: str
    parents: list[str]
    author: tuple[str, str, str]
    committer: tuple[str, str, str]
    message: str


@dataclass
class Repository:
    """A git repository on disk, bare or not. Forks share its objects, as on GitHub."""

    path: Path
    default_branch: str = "main"
    _diffs: dict[tuple[str, str, int], list[FileDiff]] = field(default_factory=dict)
    _cache: dict[tuple[str, ...], bytes] = field(default_factory=dict)

    def git(self, *arguments: str) -> bytes:
        """Return the output of git. Raises LookupError if git fails."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        env |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_OPTIONAL_LOCKS": "0"}
        command = ["git", "-c", "core.quotePath=false", *arguments]
        done = subprocess.run(command, cwd=self.path, env=env, capture_output=True, check=False)
        if done.returncode != 0:
            raise LookupError(f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace')}")
        return done.stdout

    def git_cached(self, *arguments: str) -> bytes:
        """Return the output of git from a cache, for commands on objects, which never change."""
        if arguments not in self._cache:
            self._cache[arguments] = self.git(*arguments)
        return self._cache[arguments]

    def resolve(self, ref: str) -> str:
        """Return the commit of a branch, tag, full ref or commit name. Raises LookupError."""
        if NO_REF.search(ref):
            raise LookupError(f"{ref} is not a name of a ref")
        refs = [ref] if SHA.fullmatch(ref) or ref.startswith("refs/") else []
        refs += [f"refs/heads/{ref}", f"refs/tags/{ref}", f"refs/{ref}"]
        if ref == "HEAD":
            refs = [f"refs/heads/{self.default_branch}"]
        for full_ref in refs:
            try:
                return _line(self.git("rev-parse", "--verify", "--quiet", f"{full_ref}^{{commit}}"))
            except LookupError:
                continue
        raise LookupError(f"no commit {ref}")

    def point(self, ref: str, sha: str) -> None:
        """Set a ref."""
        self.git("update-ref", ref, sha)

    def commit(self, sha: str) -> Commit:
        who = "%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI"
        shown = self.git_cached("show", "--no-patch", f"--format=%T%x00%P%x00{who}%x00%B", sha)
        tree, parents, *people, message = shown.decode(errors="replace").split("\0", 8)
        author, committer = (people[0], people[1], people[2]), (people[3], people[4], people[5])
        return Commit(sha, tree, parents.split(), author, committer, message.strip("\n"))

    def merge_base(self, base: str, head: str) -> str:
        return _line(self.git_cached("merge-base", base, head))

    def between(self, start: str, end: str) -> list[str]:
        """Return the commits of `end` that are not in `start`, oldest first."""
        return _line(self.git_cached("rev-list", "--reverse", end, f"^{start}")).split()

    def entries(self, tree: str, *, recursive: bool = False) -> list[Entry]:
        """Return the entries of a tree or of a commit's tree. Raises LookupError."""
        flags = ["-r", "-t"] if recursive else []
        return _entries(self.git_cached("ls-tree", "-z", "-l", *flags, tree))

    def entry(self, commit: str, path: str) -> Entry:
        """Return the entry at a path. Raises LookupError."""
        found = _entries(self.git_cached("--literal-pathspecs", "ls-tree", "-z", "-l", commit, "--", path))
        if len(found) != 1 or found[0].path != path:
            raise LookupError(f"no {path} in {commit}")
        return found[0]

    def size(self, sha: str) -> int:
        """Return the size of a blob. Raises LookupError."""
        if _line(self.git_cached("cat-file", "-t", sha)) != "blob":
            raise LookupError(f"{sha} is not a blob")
        return int(self.git_cached("cat-file", "-s", sha))

    def blob(self, sha: str) -> bytes:
        return self.git("cat-file", "blob", sha)

    def diff(self, base: str, head: str, context: int = 3) -> list[FileDiff]:
        """Return the files that differ between two commits or trees."""
        key = (base, head, context)
        if key not in self._diffs:
            self._diffs[key] = self._diff(base, head, context)
        return self._diffs[key]

    def _diff(self, base: str, head: str, context: int) -> list[FileDiff]:
        def git_diff(*flags: str) -> str:
            arguments = (
                "diff",
                "--find-renames",
                "--no-ext-diff",
                "--no-textconv",
                "--no-color",
                *flags,
                base,
                head,
            )
            return self.git(*arguments).decode(errors="replace")

        raw = git_diff("--raw", "-z", "--abbrev=40", "--no-abbrev").split("\0")[:-1]
        counts = git_diff("--numstat", "-z").split("\0")[:-1]
        patches = re.split(r"^diff --git ", git_diff(f"-U{context}"), flags=re.MULTILINE)[1:]
        return list(_files(raw, counts, patches))


def _line(output: bytes) -> str:
    return output.decode(errors="replace").strip()


def _entries(listed: bytes) -> list[Entry]:
    found = []
    for item in listed.decode(errors="surrogateescape").split("\0")[:-1]:
        meta, path = item.split("\t", 1)
        mode, kind, sha, size = meta.split()
        found.append(Entry(mode, kind, sha, None if size == "-" else int(size), path))
    return found


def _files(raw: list[str], counts: list[str], patches: list[str]) -> list[FileDiff]:
    """Join three outputs of git on one diff, which have the same order."""
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
        start = patch.find("\n@@ ")
        text = patch[start + 1 :].removesuffix("\n") if start >= 0 else ""
        sha = old_sha if letter == "D" else new_sha
        found.append(FileDiff(new, old, STATUS[letter[0]], sha, added, deleted, text))
    return found


def _counted(counts: list[str]) -> tuple[int, int]:
    added, deleted, name = counts.pop().split("\t")
    if not name:  # a rename: both names follow
        del counts[-2:]
    return (0, 0) if added == "-" else (int(added), int(deleted))
