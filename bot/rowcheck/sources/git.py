"""The only module that runs git: one command, or one process that hands out objects by name.

Nothing here knows what a list is. No shell, no pager, no prompt; answers are bytes, errors are
SourceErrors. git runs in the folder it was asked from, with the environment it was asked with: a
hook's GIT_DIR and GIT_INDEX_FILE mean what the hook means by them.
"""

from __future__ import annotations

import os
import subprocess
import weakref
from collections.abc import Collection
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import IO, NamedTuple, cast

from rowcheck.errors import SourceError
from rowcheck.sources.base import SIZE_LIMIT
from rowcheck.sources.encoding import from_git, to_disk, to_git

RAW = (
    *("--raw", "-z", "-r", "--no-abbrev", "--no-renames", "--no-relative"),
    # A repository can name programs that show its files; names and modes need none of them.
    *("--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty"),
)
"""How the commands that compare versions have to list what differs."""

_COMMAND = (
    "git",
    "--no-pager",
    # Both name programs that git would start; a repository that was unpacked or shared sets them
    # for whoever looks into it, so they are off (git-config, core.fsmonitor and core.hooksPath).
    *("-c", "core.fsmonitor="),  # empty: before git 2.36 "false" would be a program's name
    *("-c", f"core.hooksPath={os.devnull}"),
)
_ENVIRONMENT = {
    "LC_ALL": "C",  # the messages we look into
    "GIT_OPTIONAL_LOCKS": "0",  # reading must not hold up the user's own git
    "GIT_NO_REPLACE_OBJECTS": "1",  # what is stored and pushed, not what refs/replace shows here
    "GIT_TERMINAL_PROMPT": "0",
}
_IGNORED = ("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS")


class Stored(NamedTuple):
    """An object of the store; `data` is None when it is larger than asked for."""

    oid: str
    kind: str
    data: bytes | None


class Git:
    """The repository that a folder belongs to. Raises SourceError when there is none to work with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        asked = ("--is-bare-repository", "--is-shallow-repository", "--show-toplevel")
        done = _run(folder, ("rev-parse", *asked))
        answers = done.stdout.split(b"\n", 2)
        if done.returncode and len(answers) < 3:
            raise _failure(done.stderr, folder)
        self.bare, self.shallow = (answer == b"true" for answer in answers[:2])
        top = from_git(answers[2].removesuffix(b"\n"))
        self.top = Path(to_disk(top)) if top else None
        """The work tree's top folder; None in a bare repository and inside `.git`."""

    def run(self, *arguments: str, ok: Collection[int] = (0,), given: bytes = b"") -> bytes:
        """What one git command prints that reads `given`. Raises SourceError for a status not in `ok`."""
        done = _run(self.folder, arguments, given)
        if done.returncode not in ok:
            raise _failure(done.stderr, self.folder)
        return done.stdout

    def find(self, name: str, limit: int = SIZE_LIMIT) -> Stored | None:
        """The object that git calls `name` (`HEAD^{commit}`, `:0:README.md`); None when there is none."""
        return self._objects.find(name, limit)

    def is_unborn(self) -> bool:
        """Whether HEAD is a branch without a commit. Raises SourceError for a commit that is lost."""
        if self.find("HEAD^{commit}"):
            return False
        if self.run("rev-parse", "-q", "--verify", "HEAD", ok=(0, 1)):
            raise SourceError("the commit of HEAD is missing; 'git fsck' tells what is damaged")
        return True

    def empty_tree(self) -> str:
        """The name of the tree without files, which git knows without storing it."""
        return self.run("hash-object", "-t", "tree", "--stdin").decode().strip()

    @cached_property
    def _objects(self) -> _Objects:
        return _Objects(self.folder)


class _Objects:
    """`git cat-file --batch`, kept open: the names go in by its input, so none can be an option."""

    def __init__(self, folder: Path) -> None:
        # Links are followed inside the tree, as `trusted` wants it; objects by oid are not affected.
        process = subprocess.Popen(
            [*_COMMAND, "cat-file", "--batch", "--follow-symlinks"],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._in = cast("IO[bytes]", process.stdin)
        self._out = cast("IO[bytes]", process.stdout)
        weakref.finalize(self, _end, process)

    def find(self, name: str, limit: int) -> Stored | None:
        if "\n" in name:  # the one character that the protocol cannot carry
            return None
        head = self._ask(name)
        if head.endswith((" missing", " ambiguous", " submodule")):
            return None
        if head.startswith(("dangling ", "loop ", "notdir ", "symlink ")):
            self._take(int(head.split(" ")[1]), limit)
            if head.startswith("notdir "):
                return None
            raise SourceError(f"'{name}' is a symbolic link to nowhere in the repository; name a real file")
        oid, kind, size = head.split(" ")
        return Stored(oid, kind, self._take(int(size), limit))

    def _ask(self, name: str) -> str:
        with suppress(BrokenPipeError):
            self._in.write(to_git(name) + b"\n")
            self._in.flush()
        head = self._out.readline()
        if not head:
            raise SourceError(
                f"git stopped while reading '{name}'; 'git fsck' tells whether the repository is damaged, "
                "'git fetch --refetch' completes a partial clone"
            )
        return from_git(head[:-1])

    def _take(self, size: int, limit: int) -> bytes | None:
        if size <= limit:
            return self._out.read(size + 1)[:-1]
        left = size + 1
        while left and (chunk := self._out.read(min(left, 1 << 20))):
            left -= len(chunk)
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            cast("IO[bytes]", pipe).close()
    process.wait()


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _IGNORED}
    return kept | _ENVIRONMENT


def _run(folder: Path, arguments: tuple[str, ...], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            [*_COMMAND, *arguments],
            cwd=folder,
            env=_environment(),
            stdin=None if given else subprocess.DEVNULL,
            input=given or None,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        if not folder.is_dir():
            raise SourceError(f"'{folder}' is not a folder") from None
        raise SourceError(
            "git is not installed, or not on the PATH; rowcheck reads versions with it"
        ) from None
    except OSError as fault:
        raise SourceError(f"git cannot be run in '{folder.absolute()}': {fault.strerror}") from None


def _failure(message: bytes, folder: Path) -> SourceError:
    text = message.decode("utf-8", "replace").strip()
    place = folder.absolute()
    if "not a git repository" in text:
        return SourceError(
            f"'{place}' is not in a git repository; run rowcheck in one, or compare two files with "
            "'rowcheck diff BEFORE AFTER'"
        )
    if "dubious ownership" in text:
        return SourceError(
            f"git does not trust the repository at '{place}', which belongs to another user; "
            "if you do, run 'git config --global --add safe.directory' with its path"
        )
    return SourceError(f"git failed in '{place}': {text.removeprefix('fatal: ')}")
