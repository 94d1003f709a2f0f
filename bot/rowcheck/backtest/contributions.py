"""Contributions: the commits of the main line, or pull requests that are kept as refs."""

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


@dataclass(frozen=True, slots=True)
class Contribution:
    """Two commits by their object names, `base` being the one that `head` is compared with.

    With `forked`, `base` is only what the head was to be merged into, and the comparison is with where
    the head left it. `number` is a pull request's, None for a commit. `date` counts seconds since 1970.
    `merged` is None where nothing tells. `reason` says why it cannot be replayed at all.
    """

    name: str
    base: str
    head: str
    date: int
    title: str
    number: int | None = None
    merged: bool | None = None
    forked: bool = False
    reason: str = ""


_SHORT = 9
"""Digits of a commit's name, as GitHub's pages show them, and two more."""


class Window(NamedTuple):
    """Which contributions are wanted: those since a date (seconds since 1970), the newest so many."""

    since: int | None = None
    most: int | None = None

    def of(self, found: Sequence[Contribution]) -> list[Contribution]:
        """The wanted ones among those `found`, which stand with the oldest first."""
        recent = [one for one in found if self.since is None or one.date >= self.since]
        return recent if self.most is None else recent[max(0, len(recent) - self.most) :]


def commits(git: Git, tip: str, window: Window) -> list[Contribution]:
    """The contributions of the line that ends in the commit `tip`, oldest first.

    Raises SourceError where a shallow clone ends before the window does.
    """
    raw = git.run("log", "--first-parent", "-z", "--format=%H %ct %P%n%s", tip, "--")
    read = list(_parse_log(raw.decode("utf-8", "replace")))
    found = [commit for commit in read if commit.base]
    wanted = window.of(found[::-1])
    # The last commit of a shallow clone shows no parent, though it has one.
    if git.shallow and len(read) > len(found) and not _is_inside(window, read, len(wanted)):
        instead = f", or replay those with '--most {len(found)}'" if found else ""
        raise SourceError(
            f"this clone is shallow and holds only {counted(len(found), 'change')} of its history; "
            f"fetch the rest with 'git fetch --unshallow'{instead}"
        )
    return wanted


def _is_inside(window: Window, commits: Sequence[Contribution], wanted: int) -> bool:
    """Whether what a shallow clone leaves out would not have been replayed anyway."""
    older = window.since is not None and commits[-1].date < window.since
    return older or (window.most is not None and wanted >= window.most)


def _parse_log(raw: str) -> Iterator[Contribution]:
    for record in raw.split("\0"):
        meta, _, title = record.partition("\n")
        if meta:
            name, date, *parents = meta.split(" ")
            base = parents[0] if parents else ""
            yield Contribution(name[:_SHORT], base, name, int(date), title, merged=True)


_FORMAT = "%(objectname)%00%(objecttype)%00%(parent)%00%(committerdate:unix)%00%(refname)%00%(subject)"
_SIDES = ("head", "base", "merge")
"""What the last part of a ref may say; GitHub keeps a trial merge beside each open head."""

_UNRELATED = "has no commit in common with what it was to be merged into"


class _Ref(NamedTuple):
    oid: str
    parents: tuple[str, ...]
    date: int
    title: str


def pulls(git: Git, glob: str, tip: str | None) -> list[Contribution]:
    """The pull requests whose refs fit `glob`, by number; `tip` is the main line's last commit, if known.

    Raises UsageError where no ref fits, and where the base is neither kept nor to be found.
    """
    sides = _sides(git, glob)
    heads = {stem: found["head"] for stem, found in sides.items() if "head" in found}
    if not heads:
        raise UsageError(
            f"no ref fits '{glob}'; 'git for-each-ref' lists them, and pull requests come from GitHub with "
            "git fetch origin '+refs/pull/*/head:refs/pull/*/head'"
        )
    alone = [ref for stem, ref in heads.items() if "base" not in sides[stem]]
    if alone and tip is None:
        raise UsageError(
            f"'{glob}' has heads without a base, and this repository no branch that they were to be merged "
            "into; name it, as in 'rowcheck backtest origin/main --refs ...'"
        )
    forks = _forks(git, tip, [ref.oid for ref in alone]) if alone and tip else {}
    found = [_pull(stem, ref, sides[stem].get("base"), forks) for stem, ref in heads.items()]
    return sorted(found, key=lambda one: (one.number is None, one.number or 0, one.name))


def merged_into(git: Git, glob: str, tip: str) -> frozenset[str]:
    """The commits among those refs that the main line contains."""
    raw = git.run("for-each-ref", "--format=%(objectname)", f"--merged={tip}", _folder(glob))
    return frozenset(raw.decode().split())


def _pull(stem: str, head: _Ref, base: _Ref | None, forks: Mapping[str, str]) -> Contribution:
    last = stem.rpartition("/")[2]
    number = int(last) if last.isdecimal() else None
    name = last if number is None else f"#{number}"
    found = Contribution(name, "", head.oid, head.date, head.title, number)
    if base is None:
        fork = forks.get(head.oid, "")
        return replace(found, base=fork, reason="" if fork else _UNRELATED)
    return replace(found, base=base.oid, forked=head.parents != (base.oid,))


def _sides(git: Git, glob: str) -> dict[str, dict[str, _Ref]]:
    """The commits by the refs' names without what says which side they are, and by the side."""
    raw = git.run("for-each-ref", f"--format={_FORMAT}", _folder(glob)).decode("utf-8", "replace")
    found: dict[str, dict[str, _Ref]] = {}
    for line in raw.splitlines():
        oid, kind, parents, date, name, title = line.split("\0", 5)
        stem, _, side = name.rpartition("/")
        stem, side = (stem, side) if side in _SIDES else (name, "head")
        if kind == "commit" and _matches(glob, stem, name):
            found.setdefault(stem, {})[side] = _Ref(oid, tuple(parents.split()), int(date), title)
    return found


def _folder(glob: str) -> str:
    """The folders of a glob before its first wildcard, without the side: git gives what is below."""
    parts = glob.rstrip("/").removesuffix("/head").split("/")
    return "/".join(takewhile(lambda part: not set("*?[") & set(part), parts)) or "refs"


def _matches(glob: str, stem: str, name: str) -> bool:
    """Whether a ref fits, by its whole name or by that of its pull request."""
    glob = glob.rstrip("/").removesuffix("/head")
    pattern = glob if set("*?[") & set(glob) else f"{glob}/*"
    return fnmatchcase(stem, pattern) or fnmatchcase(name, pattern) or stem == glob


def _forks(git: Git, tip: str, heads: Sequence[str]) -> dict[str, str]:
    """Where each head left the main line that ends in `tip`; a head that never was on it is left out."""
    line = git.run("rev-list", "--first-parent", tip, "--").decode().split()
    places = {commit: place for place, commit in enumerate(line)}
    raw = git.run("rev-list", "--parents", "--stdin", given="".join(f"{head}\n" for head in heads).encode())
    parents = {name: rest for name, *rest in map(str.split, raw.decode().splitlines())}
    forks = {head: min(_met(head, parents, places), key=places.__getitem__, default="") for head in heads}
    if git.shallow and not all(forks.values()):
        raise SourceError(
            "this clone is shallow and does not reach the commits where pull requests left the main line; "
            "fetch the rest with 'git fetch --unshallow'"
        )
    return forks


def _met(head: str, parents: Mapping[str, Sequence[str]], places: Mapping[str, int]) -> Iterator[str]:
    """The commits of the main line that a head grew from: the first ones on each way back."""
    seen = {head}
    ways = list(parents[head])
    while ways:
        commit = ways.pop()
        if commit in places:
            yield commit
        elif commit not in seen:
            seen.add(commit)
            ways.extend(parents[commit])


_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO = re.compile(r"(\d{1,5}) *(day|week|month|year)s?(?: ago)?")
_DAYS = {"day": 1, "week": 7, "month": 30.4375, "year": 365.25}


def seconds(text: str, now: datetime) -> int:
    """Seconds since 1970 of `2024-06-15`, `2024-06`, `2024` (in UTC) or `18 months`. Raises UsageError."""
    try:
        if date := _DATE.fullmatch(text.strip()):
            day = datetime(int(date[1]), int(date[2] or 1), int(date[3] or 1), tzinfo=UTC)
            return int(day.timestamp())
        if ago := _AGO.fullmatch(text.strip().lower()):
            return int((now - timedelta(days=int(ago[1]) * _DAYS[ago[2]])).timestamp())
    except (ValueError, OverflowError):
        pass
    raise UsageError(f"'{text}' is no date for --since; write '2024-06-15', '2024', or '18 months'")


_PART = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_ADDRESS = re.compile(
    rf"(?:https?://(?:[^/@\s]+@)?|ssh://git@|git@|git://)(github\.com)[:/]({_PART})/({_PART}?)(?:\.git)?/?"
)


def web_page(git: Git) -> str:
    """`https://github.com/OWNER/NAME`; empty where the clone comes from elsewhere, or from nowhere."""
    url = git.run("config", "--get", "remote.origin.url", ok=(0, 1)).decode("utf-8", "replace").strip()
    found = _ADDRESS.fullmatch(url)
    return f"https://{found[1]}/{found[2]}/{found[3]}" if found else ""


def web_address(repository: str, one: Contribution) -> str:
    """The page of a contribution; empty where the repository has none."""
    if not repository:
        return ""
    return f"{repository}/pull/{one.number}" if one.number is not None else f"{repository}/commit/{one.head}"
