"""The habits of one column: its kind, whether it is filled, its values, looks, sentences and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal
from urllib.parse import urlsplit

from rowcheck.inference import evidence, kinds, templates
from rowcheck.inference.column_habits import closed_set
from rowcheck.inference.evidence import Column, Habit, Kind
from rowcheck.model import Cell, Link
from rowcheck.text import listed

LENGTHS = (50, 80, 100, 120, 150, 200, 250, 300, 400, 500)
"""Lengths in characters that lists set as a limit."""

_SENTENCES = (
    ("begins with a capital letter", r"^[^\p{Ll}]", "should begin with a capital letter"),
    ("ends with a full stop", r"[.!?。]$", "should end with a full stop"),
    ("ends without punctuation", r"[^.,:;!?]$", "should not end with punctuation"),
)


def habits(column: Column, threshold: float) -> tuple[Kind, list[Habit]]:
    """Return the kind of a column, and its habits; none for a column with too few cells."""
    if len(column.cells) < evidence.KIND_CELLS:
        return Kind(), []
    kind, of_kind = kinds.habits(column, threshold)
    if kind.name == "code" or (kind.name == "text" and not of_kind):
        few = [habit for habit in values(column) if habit.fit.share >= threshold]
        if few:
            return Kind(), [*_filled(column, Kind()), *few]
    if kind.name == "text" and _is_html(column):
        kind, of_kind = Kind("markdown"), []
    inside: list[Habit] = []
    if kind.name in ("link", "links", "image"):
        inside = list(links(column, kind))
    elif kind.name == "markdown":
        inside = list(_tags(column))
    elif kind.name == "text" and not of_kind:
        is_linked = column.count(lambda cell: cell.links) >= evidence.LINKED_SHARE * len(column.cells)
        inside = [] if is_linked else values(column) or templates.habits(column)
        inside = inside or list(sentences(column, threshold))
    return kind, [*_filled(column, kind), *of_kind, *inside]


def _filled(column: Column, kind: Kind) -> Iterator[Habit]:
    if "" in kind.nothing:
        return
    fit = column.judged(kind.schema if kind.name == "markdown" else {}, required=True)
    if fit.share >= evidence.WORTH:
        yield Habit("required", column.title, f"'{column.title}' is never empty", {}, fit)


def _is_html(column: Column) -> bool:
    tags = column.count(lambda cell: not _is_unseen(cell) and cell.source.startswith(("<a ", "<img")))
    cells = len(column.cells)
    return tags >= evidence.HTML_SHARE * cells or column.count(_is_unseen) >= evidence.UNSEEN_SHARE * cells


def _is_unseen(cell: Cell) -> bool:
    return bool(cell.source and not cell.text.strip() and not cell.inline.targets)


def _tags(column: Column) -> Iterator[Habit]:
    """Yield that cells of HTML begin with a link or an image, or are a word for "nothing"."""
    value = {"$ref": "rowcheck:markdown", "pattern": '^<(?:a href|img src)="https?://[^"]+"'}
    words = kinds.nothing(column, column.judge(value))
    value["pattern"] = "|".join([value["pattern"], *(f"^{templates.literally(word)}$" for word in words)])
    fit = column.judged(value)
    if fit.share >= evidence.WORTH:
        phrase = f"a link or an image in HTML{kinds.or_nothing(words)}"
        value["errorMessage"] = f"'{{column}}' should begin with {phrase}"
        yield Habit("cell", column.title, f"'{column.title}' begins with {phrase}", value, fit)


def values(column: Column) -> list[Habit]:
    """Return the habit that a column has one of few values.

    They are compared by source where that distinguishes more of them than the text shown.
    """
    shown = closed_set(column.texts, evidence.CLOSED_FOR_INIT)
    if not shown:
        return []
    sources = closed_set(column.counted(lambda cell: cell.source), evidence.CLOSED_FOR_INIT)
    as_source = len(sources) == len(shown) and set(sources) != set(shown)
    value = {"$ref": "rowcheck:markdown", "enum": list(sources)} if as_source else {"enum": list(shown)}
    sentence = f"'{column.title}' is {_either(shown)}"
    return [Habit("cell", column.title, sentence, value, column.judged(value))]


def _either(among: Sequence[str]) -> str:
    return listed([f"'{value}'" if value else "empty" for value in among])


def sentences(column: Column, threshold: float) -> Iterator[Habit]:
    """Yield how sentences are written: how long, with a capital, with a full stop or without punctuation."""
    rows = column.texts.total()
    long = sum(times for text, times in column.texts.items() if text.count(" ") >= evidence.PROSE_WORDS - 1)
    if rows < evidence.PROSE_ROWS or 2 * long < rows or 2 * len(column.texts) < rows:
        return
    if limit := _length_limit(column, threshold):
        value: dict[str, Any] = {"maxLength": limit}
        sentence = f"'{column.title}' has at most {limit} characters"
        yield Habit("cell", column.title, sentence, value, column.judged(value))
    cased = sum(times for text, times in column.texts.items() if text[:1].lower() != text[:1].upper())
    for phrase, pattern, message in _SENTENCES if 2 * cased >= rows else _SENTENCES[1:]:
        value = {"pattern": f"^$|{pattern}" if column.texts[""] else pattern}
        fit = column.judged(value)
        if fit.share >= evidence.WORTH:
            value["errorMessage"] = f"'{{column}}' {message}"
            yield Habit("cell", column.title, f"'{column.title}' {phrase}", value, fit)


def _length_limit(column: Column, threshold: float) -> int | None:
    """Return the limit that is kept on purpose.

    Else return one with room for all texts, or a much lower one for nearly all.
    """
    lengths = sorted(len(text) for text in column.texts.elements())
    for limit in LENGTHS:
        within = sum(0.9 * limit < length <= limit for length in lengths)
        beyond = sum(limit < length <= 1.1 * limit for length in lengths)
        is_kept = within >= max(evidence.LIMIT_TEXTS, evidence.LIMIT_FALL * beyond)
        if is_kept and lengths[int(threshold * (len(lengths) - 1))] <= limit:
            return limit
    nearly, longest = lengths[int(evidence.LIMIT_NEARLY * (len(lengths) - 1))], lengths[-1]
    low = next((limit for limit in LENGTHS if evidence.LIMIT_ROOM * nearly <= limit), None)
    high = next((limit for limit in LENGTHS if evidence.LIMIT_ROOM * longest <= limit), None)
    return low if low and (high is None or high >= 2 * low) else high


def links(column: Column, kind: Kind) -> Iterator[Habit]:
    """Yield that links have one of few texts, or one of their own, and the addresses that they lead to."""
    texts = closed_set(_count_links(column, kind, lambda link: link.text.strip()), evidence.CLOSED_FOR_INIT)
    if texts and "" not in texts:
        yield _of_links(column, kind, "text", f"reads {_either(texts)}", {"enum": list(texts)})
    else:
        some: dict[str, Any] = {"minLength": 1}
        own = {**some, "not": {"pattern": "^https?://"}, "description": "links have a text of their own"}
        habit = _of_links(column, kind, "text", "has a text of its own", own)
        yield _of_links(column, kind, "text", "has a text", some) if habit.fit.against else habit
    hosts = _count_links(column, kind, lambda link: urlsplit(link.url).netloc.removeprefix("www."))
    if not hosts:
        return
    found = []
    host, times = hosts.most_common(1)[0]
    if host and times >= evidence.HOST_LINKS and times >= evidence.HOST_SHARE * hosts.total():
        name = host.replace(".", r"\.")
        value = {"pattern": rf"^https?://(?:www\.)?{name}/", "description": f"links here lead to {host}"}
        found.append(_of_links(column, kind, "url", f"leads to {host}", value))
    for scheme, shown in (("https", "https://"), ("https?", "http:// or https://")):
        value = {"pattern": f"^{scheme}://[^/]", "description": f"links here begin with {shown}"}
        found.append(_of_links(column, kind, "url", f"begins with {shown}", value))
    yield from (habit for habit in found if habit.fit.share >= evidence.WORTH)


def schema_of_links(kind: Kind, part: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a column's schema of a kind, with keywords for the texts or the addresses of its links."""
    inner = {"properties": {part: value}}
    return {**kind.schema, **({"items": inner} if kind.name == "links" else inner)}


def _of_links(
    column: Column, kind: Kind, part: Literal["text", "url"], phrase: str, value: Mapping[str, Any]
) -> Habit:
    # A cell that is not of the kind counts against the kind alone.
    is_kind, obeys = column.judge(kind.schema), column.judge(schema_of_links(kind, part, value))
    fit = column.fit(lambda cell: obeys(cell) or not is_kind(cell))
    return Habit(part, column.title, f"the link of '{column.title}' {phrase}", value, fit)


def _count_links(column: Column, kind: Kind, value: Callable[[Link], str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for cell, places in column.distinct:
        for link in cell.images[:1] if kind.name == "image" else cell.links:
            counts[value(link)] += len(places)
    return counts
