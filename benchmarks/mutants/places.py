"""Mutations of where a row stands, and of whether it is there already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from mutants import habits
from mutants.mutation import Registry
from mutants.spot import Mutant, Spot

MUTATIONS = Registry()

_URL = re.compile(r"(?<=\]\()https?://[^()\s|]+(?=\))")
_ARXIV = re.compile(r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?")
_ARXIV_FORMS = (
    "https://arxiv.org/abs/{}", "http://arxiv.org/abs/{}", "https://arxiv.org/pdf/{}", "https://arxiv.org/pdf/{}.pdf",
    "https://arxiv.org/abs/{}v2", "https://arxiv.org/pdf/{}v1.pdf", "https://www.arxiv.org/abs/{}",
    "https://export.arxiv.org/abs/{}", "https://arxiv.org/html/{}v1",
)  # fmt: skip


@MUTATIONS
def misplaced_by_one(spot: Spot, chance: Random) -> Mutant | None:
    """Counts in a table that is evidently sorted, where the row changes places with an unequal one."""
    return _moved(spot, chance, 1)


@MUTATIONS
def misplaced_by_many(spot: Spot, chance: Random) -> Mutant | None:
    """Counts in a table that is evidently sorted."""
    return _moved(spot, chance, chance.randint(2, max(2, len(spot.table.rows) - 1)))


@MUTATIONS
def listed_twice(spot: Spot, chance: Random) -> Mutant | None:
    """The very same row once more. Counts where no other row is there twice."""
    others = [row.content for row in spot.others]
    return _again(spot, spot.text, counts=len(set(others)) == len(others))


@MUTATIONS
def listed_under_another_address(spot: Spot, chance: Random) -> Mutant | None:
    """The row once more, its link spelt otherwise. Counts where rows share no names and links."""
    found = _URL.search(spot.text)
    if found is None:
        return None
    url = _respelt(found.group(), chance)
    text = spot.text[: found.start()] + url + spot.text[found.end() :]
    column = spot.text[: found.start()].count("|") - spot.pieces.leading
    return _again(
        spot, text, counts=url != found.group() and habits.unique(spot, column) and _own_links(spot, column)
    )


@MUTATIONS
def listed_in_another_case(spot: Spot, chance: Random) -> Mutant | None:
    """The row once more, its title in another case, its link another. Counts where titles are not shared."""
    index = next((index for index, cell in enumerate(spot.row.cells) if cell.links), None)
    if index is None or index >= len(spot.pieces.cells):
        return None
    cell = spot.row.cells[index]
    title = cell.links[0].text
    if title not in cell.source or title.swapcase() == title or title.startswith(("http", "www")):
        return None
    text = cell.source.replace(title, chance.choice((title.lower(), title.upper(), title.title())), 1)
    text = _URL.sub("https://elsewhere.example/page", text, count=1)
    return _again(
        spot, spot.pieces.put(index, text), counts=text != cell.source and habits.unique(spot, index)
    )


def _again(spot: Spot, text: str, *, counts: bool) -> Mutant | None:
    """The list with the row, and with another like it right below."""
    lines = (*spot.lines[: spot.at + 1], spot.indent + text, *spot.lines[spot.at + 1 :])
    return Mutant(spot.lines, lines, counts)


def _own_links(spot: Spot, column: int) -> bool:
    """Whether every row has a link of its own under a column."""
    urls = [
        cell.links[0].url for row in spot.table.rows if (cell := habits.cell_at(row, column)) and cell.links
    ]
    return len(set(urls)) >= habits.STYLE_SHARE * len(urls)


def _respelt(url: str, chance: Random) -> str:
    paper = _ARXIV.fullmatch(url)
    if paper:
        return chance.choice([form for form in _ARXIV_FORMS if form.format(paper[1]) != url]).format(paper[1])
    forms = [
        url.replace("://www.", "://", 1) if "://www." in url else url.replace("://", "://www.", 1),
        re.sub(r"^http(s?)", lambda it: "http" if it[1] else "https", url),
        re.sub(r"//[^/]+", lambda it: it[0].upper(), url, count=1),
    ]
    if "#" not in url:
        forms.append(f"{url}{'&' if '?' in url else '?'}utm_source=newsletter")
        if "?" not in url and "." not in url.split("/")[-1]:
            forms.append(url[:-1] if url.endswith("/") else f"{url}/")
    return chance.choice(forms)


def _moved(spot: Spot, chance: Random, by: int) -> Mutant | None:
    """The row so many places up or down, or the other way where there is no such place."""
    rows = spot.table.rows
    index = rows.index(spot.row)
    goals = [goal for goal in (index - by, index + by) if 0 <= goal < len(rows)]
    if not goals or any(below.line - above.line != 1 for above, below in pairwise(rows)):
        return None
    goal = chance.choice(goals)
    lines = list(spot.base)
    lines.insert(rows[goal].line - 1, spot.row.source)
    return Mutant(spot.base, tuple(lines), _is_misplaced(spot, index, goal))


def _is_misplaced(spot: Spot, index: int, goal: int) -> bool:
    """By the first column that is evidently sorted: whether the row has passed unequal ones, and no
    unsorted one is near either place."""
    for column in range(len(spot.table.columns)):
        keys = habits.sort_keys(spot.table, column)
        for descending in (False, True):
            if habits.is_sorted(keys, descending=descending):
                return (
                    _passes(keys[::-1], len(keys) - 1 - index, len(keys) - 1 - goal)
                    if descending
                    else _passes(keys, index, goal)
                )
    return False


def _passes(keys: Sequence[object], index: int, goal: int) -> bool:
    low, high = min(index, goal), max(index, goal)
    near = [*keys[max(0, low - 2) : low + 3], *keys[max(0, high - 2, low + 3) : high + 3]]
    if any(key is None for key in near) or any(a > b for a, b in pairwise(near)):  # type: ignore[operator]
        return False
    return keys[index] != keys[goal]
