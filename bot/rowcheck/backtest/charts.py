"""Counts over time as inline SVG: bars, each with its numbers in words for those who do not see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rowcheck.backtest.element import Html, element
from rowcheck.backtest.tally import Span

_WIDTH, _TOP, _HEIGHT, _FOOT = 960, 16, 176, 22
_SMALL_WIDTH, _SMALL_HEIGHT = 180, 26
_LABELS = 8
"""Bars that have their name below them, at the most."""


class Bar(NamedTuple):
    """One stretch of time: contributions merged with findings, other ones with findings, clean ones."""

    label: str
    merged: int
    others: int
    clean: int

    @property
    def fired(self) -> int:
        """Contributions with findings."""
        return self.merged + self.others

    @property
    def total(self) -> int:
        """All contributions."""
        return self.fired + self.clean

    @property
    def words(self) -> str:
        """What the bar shows."""
        merged = f", {self.merged:,} of them merged" if self.merged else ""
        return f"{self.label}: {self.total:,} replayed, {self.fired:,} with findings{merged}"


def bars(spans: Sequence[Span], rule: str | None = None, *, apart: bool) -> tuple[Bar, ...]:
    """The bars of all findings, or of those of one rule; `apart` tells what was merged from the others."""
    found = []
    for span in spans:
        fired = [one for one in span.outcomes if (one.remarks if rule is None else rule in one.rules)]
        merged = sum(one.contribution.merged is True for one in fired) if apart else 0
        found.append(Bar(span.label, merged, len(fired) - merged, len(span.outcomes) - len(fired)))
    return tuple(found)


def chart(found: Sequence[Bar], name: str) -> Html:
    """The bars on the whole width of a page, clean contributions on top of the others."""
    most = max((bar.total for bar in found), default=0) or 1
    step = _WIDTH / max(1, len(found))
    every = -(-len(found) // _LABELS)
    parts = [element("text", f"{most:,}", x=0, y=_TOP - 4), _line(_TOP)]
    for index, bar in enumerate(found):
        counts = (("merged", bar.merged), ("others", bar.others), ("clean", bar.clean))
        parts.append(_stack(bar, counts, (index * step, step), (_TOP, _HEIGHT), most))
        if index % every == 0:
            parts.append(element("text", bar.label, x=round(index * step, 1), y=_HEIGHT + _FOOT - 6))
    return _svg(parts, name, _WIDTH, _HEIGHT + _FOOT)


def small(found: Sequence[Bar], name: str) -> Html:
    """The bars of one rule, to stand in a row of a table."""
    most = max((bar.fired for bar in found), default=0) or 1
    step = _SMALL_WIDTH / max(1, len(found))
    parts = [
        _stack(
            bar,
            (("merged", bar.merged), ("others", bar.others)),
            (index * step, step),
            (0, _SMALL_HEIGHT),
            most,
        )
        for index, bar in enumerate(found)
    ]
    return _svg(parts, name, _SMALL_WIDTH, _SMALL_HEIGHT)


def _svg(parts: Sequence[Html], name: str, width: int, height: int) -> Html:
    return element("svg", *parts, viewBox=f"0 0 {width} {height}", role="img", aria_label=name)


def _line(height: int) -> Html:
    return element("line", x1=0, x2=_WIDTH, y1=height, y2=height)


def _stack(
    bar: Bar,
    counts: Sequence[tuple[str, int]],
    across: tuple[float, float],
    upright: tuple[int, int],
    most: int,
) -> Html:
    """One bar between two heights, from its foot upwards, with its words as a tooltip; `across` is where
    it begins, and how wide it is with the gap beside it."""
    left, step = across
    top, foot = upright
    pieces = []
    below = 0
    for kind, count in counts:
        if count:
            below += count
            place = {"x": round(left, 1), "y": round(foot - below * (foot - top) / most, 1)}
            size = {"width": round(step * 0.85, 1), "height": round(count * (foot - top) / most, 1)}
            pieces.append(element("rect", class_=kind, **place, **size))
    return element("g", element("title", bar.words), *pieces)
