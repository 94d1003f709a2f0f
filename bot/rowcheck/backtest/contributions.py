"""Read what was contributed to a list: the commits of its main line, or pull requests kept as refs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from itertools import takewhile
from typing import NamedTuple

from rowcheck.errors import SourceError, UsageError
from rowcheck.sources.git import Git
from rowcheck.text import counted

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO = re.compile(r"(\d{1,5}) *(day|week|month|year)s?(?: ago)?")
_DAYS = {"day": 1, "week": 7, "month": 30.4375, "year": 365.25}

_REF_FORMAT = "%(objectname)%00%(objecttype)%00%(parent)%00%(committerdate:unix)%00%(refname)%00%(subject)"
_SIDES = ("head", "base", "merge")  # GitHub keeps a trial merge beside each open head

_PART = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_GITHUB = re.compile(
    rf"(?:https?://(?:[^/@\s]+@)?|ssh://git@|git@|git://)github\.com[:/]({_PART})/({_PART}?)(?:\.git)?/?"
)


@dataclass(frozen=True, slots=True)
class Contribution:
    """A commit of the main line or a pull request: `head` is compared with `base`, both object names.

    Where `diverged`, `base` is the branch to merge into and `head` is compared with the merge base of the
    two. `number` is that of a pull request, None for a commit. `date` is a Unix time. `merged` is None where
    it is unknown. `failure` is why the contribution cannot be replayed, usually empty.
    """

    name: str
    base: str
    head: str
    date: int
    title: str
    number: int | None = None
    merged: bool | None = None
    diverged: bool = False
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """Selects the newest `limit` contributions since a Unix time; None means no limit."""

    since: int | None = None
    limit: int | None = None

    def select(self, contributions: Sequence[Contribution]) -> list[Contribution]:
        """Return the selected contributions; the oldest one is first."""
        recent = [entry for entry in contributions if self.since is None or entry.date >= self.since]
        return recent if self.limit is None else recent[max(0, len(recent) - self.limit) :]


def parse_since(text: str, now: datetime) -> int:
    """Return the Unix time of `2024-06-15`, `2024-06`, `2024` (in UTC) or `18 months`. Raises UsageError.

    git's own date parser is not used, because it reads a misspelled date as the current time.
    """
    try:
        if date := _DATE.fullmatch(text.strip()):
            day = datetime(int(date[1]), int(date[2] or 1), int(date[3] or 1), tzinfo=UTC)
            return int(day.timestamp())
        if ago := _AGO.fullmatch(text.strip().lower()):
            return int((now - timedelta(days=int(ago[1]) * _DAYS[ago[2]])).timestamp())
    except (ValueError, OverflowError):
        pass
    raise UsageError(f"'{text}' is not a date for --since; write '2024-06-15', '2024', or '18 months'")


def read_commits(git: Git, tip: str, window: Window) -> list[Contribution]:
    """Return the commits of the line that ends in `tip`, oldest first, each compared with its first parent.

    A merge is one contribution; the commits that it merges are not followed. The root commit is left
    out. Raises SourceError where a shallow clone ends before the window does.
    """
    log = git.run("log", "--first-parent", "-z", "--format=%H %ct %P%n%s", tip, "--")
    commits = list(_parse_log(log.decode("utf-8", "replace")))
    with_parent = [commit for commit in commits if commit.base]
    selected = window.select(with_parent[::-1])
    # The last commit of a shallow clone shows no parent, though it has one.
    if git.shallow and len(commits) > len(with_parent):
        reaches_date = window.since is not None and commits[-1].date < window.since
        reaches_limit = window.limit is not None and len(selected) >= window.limit
        if not (reaches_date or reaches_limit):
            instead = f", or replay those with '--most {len(with_parent)}'" if with_parent else ""
            raise SourceError(
                f"this clone is shallow and has only {counted(len(with_parent), 'change')} of its history; "
                f"fetch the rest with 'git fetch --unshallow'{instead}"
            )
    return selected


def _parse_log(log: str) -> Iterator[Contribution]:
    for record in log.split("\0"):
        fields, _, title = record.partition("\n")
        if fields:
            oid, date, *parents = fields.split(" ")
            base = parents[0] if parents else ""
            yield Contribution(oid[:9], base, oid, int(date), title, merged=True)


class _Ref(NamedTuple):
    oid: str
    parents: tuple[str, ...]
    date: int
    title: str


def read_pulls(git: Git, glob: str, tip: str | None) -> list[Contribution]:
    """Return the pull requests whose refs match `glob`, by number.

    A head without a base ref is compared with the commit where it left the main line that ends in `tip`.
    The merge base with `tip` would be the head itself once it is merged. Raises UsageError where no ref
    matches, and where there is neither a base nor a main line.
    """
    refs = _refs(git, glob)
    heads = {stem: sides["head"] for stem, sides in refs.items() if "head" in sides}
    if not heads:
        raise UsageError(
            f"no ref matches '{glob}'; 'git for-each-ref' lists refs, and pull requests are fetched with "
            "git fetch origin '+refs/pull/*/head:refs/pull/*/head'"
        )
    without_base = [ref.oid for stem, ref in heads.items() if "base" not in refs[stem]]
    if without_base and tip is None:
        raise UsageError(
            f"'{glob}' has heads without a base, and this repository has no branch that they were to be "
            "merged into; name one, as in 'rowcheck backtest origin/main --refs ...'"
        )
    forks = _fork_points(git, tip, without_base) if without_base and tip else {}
    pulls = [_pull(stem, head, refs[stem].get("base"), forks) for stem, head in heads.items()]
    return sorted(pulls, key=lambda pull: (pull.number is None, pull.number or 0, pull.name))


def merged_heads(git: Git, glob: str, tip: str) -> frozenset[str]:
    """Return the commits with a ref below `glob` that the main line contains."""
    names = git.run("for-each-ref", "--format=%(objectname)", f"--merged={tip}", _folder(glob))
    return frozenset(names.decode().split())


def _pull(stem: str, head: _Ref, base: _Ref | None, forks: Mapping[str, str]) -> Contribution:
    last = stem.rpartition("/")[2]
    number = int(last) if last.isdecimal() else None
    name = last if number is None else f"#{number}"
    pull = Contribution(name, "", head.oid, head.date, head.title, number)
    if base:
        return replace(pull, base=base.oid, diverged=head.parents != (base.oid,))
    fork = forks.get(head.oid, "")
    failure = "" if fork else "has no commit in common with the branch to merge into"
    return replace(pull, base=fork, failure=failure)


def _refs(git: Git, glob: str) -> dict[str, dict[str, _Ref]]:
    """Return the matching refs by name without `/head`, `/base` or `/merge`, and by that side."""
    output = git.run("for-each-ref", f"--format={_REF_FORMAT}", _folder(glob)).decode("utf-8", "replace")
    refs: dict[str, dict[str, _Ref]] = {}
    for line in output.splitlines():
        oid, kind, parents, date, name, title = line.split("\0", 5)
        stem, _, side = name.rpartition("/")
        stem, side = (stem, side) if side in _SIDES else (name, "head")
        if kind == "commit" and _matches(glob, stem, name):
            refs.setdefault(stem, {})[side] = _Ref(oid, tuple(parents.split()), int(date), title)
    return refs


def _folder(glob: str) -> str:
    """Return the folders of a glob before its first wildcard; `git for-each-ref` lists what is below."""
    parts = glob.rstrip("/").removesuffix("/head").split("/")
    return "/".join(takewhile(lambda part: not set("*?[") & set(part), parts)) or "refs"


def _matches(glob: str, stem: str, name: str) -> bool:
    """Return whether a ref matches by its full name or by that of its pull request."""
    glob = glob.rstrip("/").removesuffix("/head")
    pattern = glob if set("*?[") & set(glob) else f"{glob}/*"
    return fnmatchcase(stem, pattern) or fnmatchcase(name, pattern) or stem == glob


def _fork_points(git: Git, tip: str, heads: Sequence[str]) -> dict[str, str]:
    """Return where each head left the main line that ends in `tip`, empty where it was never on it."""
    line = git.run("rev-list", "--first-parent", tip, "--").decode().split()
    positions = {commit: position for position, commit in enumerate(line)}
    output = git.run(
        "rev-list", "--parents", "--stdin", given="".join(f"{head}\n" for head in heads).encode()
    )
    parents = {commit: rest for commit, *rest in map(str.split, output.decode().splitlines())}
    forks = {
        head: min(_ancestors_on(positions, head, parents), key=positions.__getitem__, default="")
        for head in heads
    }
    if git.shallow and not all(forks.values()):
        raise SourceError(
            "this clone is shallow and does not reach the commits where pull requests left the main line; "
            "fetch the rest with 'git fetch --unshallow'"
        )
    return forks


def _ancestors_on(line: Mapping[str, int], head: str, parents: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the first commit of the line on each path back from a head."""
    seen = {head}
    pending = list(parents[head])
    while pending:
        commit = pending.pop()
        if commit in line:
            yield commit
        elif commit not in seen:
            seen.add(commit)
            pending.extend(parents[commit])


def repository_page(git: Git) -> str:
    """Return `https://github.com/OWNER/NAME`, empty where the clone is not from GitHub."""
    url = git.run("config", "--get", "remote.origin.url", ok=(0, 1)).decode("utf-8", "replace").strip()
    match = _GITHUB.fullmatch(url)
    return f"https://github.com/{match[1]}/{match[2]}" if match else ""


def web_address(repository: str, contribution: Contribution) -> str:
    """Return the URL of a contribution, empty where the repository has no page."""
    if not repository:
        return ""
    if contribution.number is not None:
        return f"{repository}/pull/{contribution.number}"
    return f"{repository}/commit/{contribution.head}"
