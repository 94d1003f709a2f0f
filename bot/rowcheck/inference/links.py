"""What the links of a column have in common: their texts, and where they lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from rowcheck.inference import values
from rowcheck.inference.evidence import Column, Fit
from rowcheck.inference.habit import Habit, Kind
from rowcheck.inference.kinds import WORTH
from rowcheck.model import Cell, Link

FEWEST_OF_A_HOST = 50
"""Links to one site only, from which it is meant to be the only one."""


def habits(column: Column, kind: Kind) -> Iterator[Habit]:
    """That the links have one of few texts, or one at all; and the addresses that they lead to."""
    yield from _texts(column, kind)
    yield from _addresses(column, kind)


def within(kind: Kind, part: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """A column's schema of a kind, with keywords for the texts or the addresses of its links."""
    inner = {"properties": {part: value}}
    return {**kind.schema, **({"items": inner} if kind.name == "links" else inner)}


def _texts(column: Column, kind: Kind) -> Iterator[Habit]:
    few = values.closed(_counted(column, kind, lambda link: link.text.strip()))
    if few and "" not in few:
        value: dict[str, Any] = {"enum": list(few)}
        yield _habit(column, kind, "text", f"the link of '{column.title}' reads {values.among(few)}", value)
        return
    value = {"minLength": 1}
    some = _habit(column, kind, "text", f"the link of '{column.title}' has a text", value)
    value = {**value, "not": {"pattern": "^https?://"}, "description": "links have a text of their own"}
    own = _habit(column, kind, "text", f"the link of '{column.title}' has a text of its own", value)
    yield some if own.fit.against else own


def _addresses(column: Column, kind: Kind) -> Iterator[Habit]:
    hosts = _counted(column, kind, lambda link: urlsplit(link.url).netloc.removeprefix("www."))
    if not hosts:
        return
    host, times = hosts.most_common(1)[0]
    if host and times >= FEWEST_OF_A_HOST and times >= 0.98 * hosts.total():
        name = host.replace(".", r"\.")
        value = {"pattern": rf"^https?://(?:www\.)?{name}/", "description": f"links here lead to {host}"}
        habit = _habit(column, kind, "url", f"the link of '{column.title}' leads to {host}", value)
        if habit.fit.share >= WORTH:
            yield habit
    for scheme, said in (("https", "https://"), ("https?", "http:// or https://")):
        value = {"pattern": f"^{scheme}://[^/]", "description": f"links here begin with {said}"}
        habit = _habit(column, kind, "url", f"the link of '{column.title}' begins with {said}", value)
        if habit.fit.share >= WORTH:
            yield habit


def _habit(column: Column, kind: Kind, part: Any, says: str, value: Mapping[str, Any]) -> Habit:
    return Habit(part, column.title, says, value, _fit(column, kind, part, value))


def _fit(column: Column, kind: Kind, part: str, value: Mapping[str, Any]) -> Fit:
    """How many cells obey, of those that are of the kind; what is not is told by the kind itself."""
    is_kind, obeys = column.judge(kind.schema), column.judge(within(kind, part, value))
    return column.fit(lambda cell: obeys(cell) or not is_kind(cell))


def _counted(column: Column, kind: Kind, value: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    for cell, places in column.distinct.values():
        for link in _targets(cell, kind):
            found[value(link)] += len(places)
    return found


def _targets(cell: Cell, kind: Kind) -> Sequence[Link]:
    return cell.images[:1] if kind.name == "image" else cell.links
