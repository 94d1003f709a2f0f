"""Mutations of the place of a row, and of a row that is already listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from mutants import habits
from mutants.mutation import Registry
from mutants.target import Mutant, Target

MUTATIONS = Registry()

_URL = re.compile(r"(?<=\]\()https?://[^()\s|]+(?=\))")
_ARXIV = re.compile(r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?")
_ARXIV_FORMS = (
    "https://arxiv.org/abs/{}", "http://arxiv.org/abs/{}", "https://arxiv.org/pdf/{}", "https://arxiv.org/pdf/{}.pdf",
    "https://arxiv.org/abs/{}v2", "https://arxiv.org/pdf/{}v1.pdf", "https://www.arxiv.org/abs/{}",
    "https://export.arxiv.org/abs/{}", "https://arxiv.org/html/{}v1",
)  # fmt: skip


@MUTATIONS
def misplaced_by_one(target: Target, chance: Random) -> Mutant | None:
    """Counts in a sorted table where the row changes places with one that has another key."""
    return _moved(target, chance, 1)


@MUTATIONS
def misplaced_by_many(target: Target, chance: Random) -> Mutant | None:
    """Counts in a sorted table."""
    return _moved(target, chance, chance.randint(2, max(2, len(target.table.rows) - 1)))


@MUTATIONS
def listed_twice(target: Target, chance: Random) -> Mutant | None:
    """The same row once more. Counts where no other row is listed twice."""
    others = [row.content for row in target.others]
    return _again(target, target.text, counts=len(set(others)) == len(others))


@MUTATIONS
def listed_under_another_address(target: Target, chance: Random) -> Mutant | None:
    """The row once more with another URL of the same page. Counts where names and links are unique."""
    found = _URL.search(target.text)
    if found is None:
        return None
    url = _same_page(found.group(), chance)
    text = target.text[: found.start()] + url + target.text[found.end() :]
    column = target.text[: found.start()].count("|") - target.pieces.leading
    return _again(
        target,
        text,
        counts=url != found.group() and habits.unique(target, column) and _unique_links(target, column),
    )


@MUTATIONS
def listed_in_another_case(target: Target, chance: Random) -> Mutant | None:
    """The row once more with another link and the title in another case. Counts where titles are unique."""
    index = next((index for index, cell in enumerate(target.row.cells) if cell.links), None)
    if index is None or index >= len(target.pieces.cells):
        return None
    cell = target.row.cells[index]
    title = cell.links[0].text
    if title not in cell.source or title.swapcase() == title or title.startswith(("http", "www")):
        return None
    text = cell.source.replace(title, chance.choice((title.lower(), title.upper(), title.title())), 1)
    text = _URL.sub("https://elsewhere.example/page", text, count=1)
    return _again(
        target,
        target.pieces.with_cell(index, text),
        counts=text != cell.source and habits.unique(target, index),
    )


def _again(target: Target, text: str, *, counts: bool) -> Mutant | None:
    """Return the list with the row, and a second one below it."""
    lines = (*target.lines[: target.index + 1], target.indent + text, *target.lines[target.index + 1 :])
    return Mutant(target.lines, lines, counts)


def _unique_links(target: Target, column: int) -> bool:
    """Return whether nearly every row has its own link in a column."""
    urls = [
        cell.links[0].url for row in target.table.rows if (cell := habits.cell_at(row, column)) and cell.links
    ]
    return len(set(urls)) >= habits.STYLE_SHARE * len(urls)


def _same_page(url: str, chance: Random) -> str:
    paper = _ARXIV.fullmatch(url)
    if paper:
        return chance.choice([form for form in _ARXIV_FORMS if form.format(paper[1]) != url]).format(paper[1])
    forms = [
        url.replace("://www.", "://", 1) if "://www." in url else url.replace("://", "://www.", 1),
        re.sub(r"^http(s?)", lambda match: "http" if match[1] else "https", url),
        re.sub(r"//[^/]+", lambda match: match[0].upper(), url, count=1),
    ]
    if "#" not in url:
        forms.append(f"{url}{'&' if '?' in url else '?'}utm_source=newsletter")
        if "?" not in url and "." not in url.split("/")[-1]:
            forms.append(url[:-1] if url.endswith("/") else f"{url}/")
    return chance.choice(forms)


def _moved(target: Target, chance: Random, by: int) -> Mutant | None:
    """Move the row so many places up or down."""
    rows = target.table.rows
    index = rows.index(target.row)
    goals = [goal for goal in (index - by, index + by) if 0 <= goal < len(rows)]
    if not goals or any(below.line - above.line != 1 for above, below in pairwise(rows)):
        return None
    goal = chance.choice(goals)
    lines = list(target.base)
    lines.insert(rows[goal].line - 1, target.row.source)
    return Mutant(target.base, tuple(lines), _is_misplaced(target, index, goal))


def _is_misplaced(target: Target, index: int, goal: int) -> bool:
    """Return whether the move breaks the order of the first sorted column.

    The rows near both places must be in order, and the row must pass one with another key.
    """
    for column in range(len(target.table.columns)):
        keys = habits.sort_keys(target.table, column)
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
