"""Pull requests kept as refs, as contributions: pairs of base and head, or heads alone as GitHub has them.

Where there is no base, a pull request is compared with where it left the main line, whatever has become of it
since: the merge base with the main line of today would be the head itself once it is merged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import takewhile
from typing import NamedTuple

from rowcheck.backtest.contribution import Contribution
from rowcheck.errors import SourceError, UsageError
from rowcheck.sources.git import Git

_FORMAT = "%(objectname)%00%(objecttype)%00%(parent)%00%(committerdate:unix)%00%(refname)%00%(subject)"
_SIDES = ("head", "base", "merge")
"""What the last part of a ref may say; GitHub keeps a trial merge beside each open head."""

_UNRELATED = "has no commit in common with what it was to be merged into"


class _Ref(NamedTuple):
    oid: str
    parents: tuple[str, ...]
    date: int
    title: str


def read(git: Git, glob: str, tip: str | None) -> list[Contribution]:
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
        if kind == "commit" and _fits(glob, stem, name):
            found.setdefault(stem, {})[side] = _Ref(oid, tuple(parents.split()), int(date), title)
    return found


def _folder(glob: str) -> str:
    """The folders of a glob before its first wildcard, without the side: git gives what is below."""
    parts = glob.rstrip("/").removesuffix("/head").split("/")
    return "/".join(takewhile(lambda part: not set("*?[") & set(part), parts)) or "refs"


def _fits(glob: str, stem: str, name: str) -> bool:
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
