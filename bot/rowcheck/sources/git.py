"""Run git: single commands, and one process that returns objects by name. No other module runs it.

There is no shell, pager or prompt; output is bytes, and failures are SourceErrors. git runs in the given
folder with the environment of the process, so that GIT_DIR and GIT_INDEX_FILE of a hook have their effect.
"""

from __future__ import annotations

import os
import subprocess
import weakref
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, cast

from rowcheck.errors import SourceError
from rowcheck.sources.base import SIZE_LIMIT
from rowcheck.sources.encoding import from_git, to_disk, to_git

RAW = (
    *("--raw", "-z", "-r", "--no-abbrev", "--no-renames", "--no-relative"),
    # A repository can configure programs that show its files; names and modes need none of them.
    *("--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty"),
)
"""The options with which the commands that compare versions list what differs."""

_COMMAND = (
    "git",
    "--no-pager",
    # Both settings name programs that git runs. A repository that was unpacked or shared could set them for
    # anyone who looks into it, so they are off (git-config, core.fsmonitor and core.hooksPath).
    *("-c", "core.fsmonitor="),  # empty: before git 2.36 "false" would be the name of a program
    *("-c", f"core.hooksPath={os.devnull}"),
)
_ENVIRONMENT = {
    "LC_ALL": "C",  # some messages are parsed
    "GIT_OPTIONAL_LOCKS": "0",  # reading must not block the user's own git
    "GIT_NO_REPLACE_OBJECTS": "1",  # what is stored and pushed, not what refs/replace shows here
    "GIT_TERMINAL_PROMPT": "0",
}
_IGNORED = ("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS")


@dataclass(frozen=True, slots=True)
class GitObject:
    """An object of the store; `data` is None if it is larger than the limit."""

    oid: str
    kind: str
    data: bytes | None


class Git:
    """The repository that contains `folder`. Raises SourceError if there is none, or it cannot be used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        questions = ("--is-bare-repository", "--is-shallow-repository", "--show-toplevel")
        done = _run(folder, ("rev-parse", *questions))
        answers = done.stdout.split(b"\n", 2)
        if done.returncode and len(answers) < 3:
            raise _failure(done.stderr, folder)
        self.bare, self.shallow = (answer == b"true" for answer in answers[:2])
        top = from_git(answers[2].removesuffix(b"\n"))
        self.top = Path(to_disk(top)) if top else None
        """The top folder of the work tree; None in a bare repository and inside `.git`."""

    def run(self, *arguments: str, ok: Collection[int] = (0,), given: bytes = b"") -> bytes:
        """Return the output of a git command with `given` as its input.

        Raises SourceError for an exit status that is not in `ok`.
        """
        done = _run(self.folder, arguments, given)
        if done.returncode not in ok:
            raise _failure(done.stderr, self.folder)
        return done.stdout

    def find(self, name: str, limit: int = SIZE_LIMIT) -> GitObject | None:
        """Return the object of a name such as `HEAD^{commit}` or `:0:README.md`; None if there is none."""
        return self._objects.find(name, limit)

    def is_unborn(self) -> bool:
        """Whether HEAD is a branch without a commit. Raises SourceError if its commit is missing."""
        if self.find("HEAD^{commit}"):
            return False
        if self.run("rev-parse", "-q", "--verify", "HEAD", ok=(0, 1)):
            raise SourceError("the commit of HEAD is missing; run 'git fsck' to see what is damaged")
        return True

    def empty_tree(self) -> str:
        """Return the name of the tree without files, which git knows without storing it."""
        return self.run("hash-object", "-t", "tree", "--stdin").decode().strip()

    @cached_property
    def _objects(self) -> _ObjectReader:
        return _ObjectReader(self.folder)


class _ObjectReader:
    """A `git cat-file --batch` process; names are its input, so that none can be taken for an option."""

    def __init__(self, folder: Path) -> None:
        # `trusted` needs links inside the tree to be followed; objects named by oid are not affected.
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

    def find(self, name: str, limit: int) -> GitObject | None:
        if "\n" in name:  # the protocol has one name a line
            return None
        header = self._request(name)
        if header.endswith((" missing", " ambiguous", " submodule")):
            return None
        if header.startswith(("dangling ", "loop ", "notdir ", "symlink ")):
            self._read_data(int(header.split(" ")[1]), limit)
            if header.startswith("notdir "):
                return None
            raise SourceError(f"'{name}' is a symbolic link to nowhere in the repository; name a real file")
        oid, kind, size = header.split(" ")
        return GitObject(oid, kind, self._read_data(int(size), limit))

    def _request(self, name: str) -> str:
        """Request an object and return the first line of the answer."""
        with suppress(BrokenPipeError):
            self._in.write(to_git(name) + b"\n")
            self._in.flush()
        header = self._out.readline()
        if not header:
            raise SourceError(
                f"git stopped while reading '{name}'; run 'git fsck' to see whether the repository is "
                "damaged, or 'git fetch --refetch' to complete a partial clone"
            )
        return from_git(header[:-1])

    def _read_data(self, size: int, limit: int) -> bytes | None:
        """Read the data of the answer and the newline after it; discard more than `limit` bytes."""
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
    return {name: value for name, value in os.environ.items() if name not in _IGNORED} | _ENVIRONMENT


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
    except OSError as error:
        raise SourceError(f"git cannot be run in '{folder.absolute()}': {error.strerror}") from None


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
