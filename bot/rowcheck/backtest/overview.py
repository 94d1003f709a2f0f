"""The numbers of a backtest on its page: over time, and by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rowcheck.backtest import charts
from rowcheck.backtest.element import Html, element, table
from rowcheck.backtest.tally import Result, RuleTally, Span, share, spans


def sections(result: Result, rules: Sequence[RuleTally]) -> Iterator[Html]:
    """Both sections."""
    stretches = spans(result.tally.outcomes)
    yield _over_time(result, stretches)
    yield _by_rule(result, rules, stretches)


def _over_time(result: Result, stretches: Sequence[Span]) -> Html:
    apart = result.tells_apart
    found = charts.bars(stretches, apart=apart)
    kinds = [("others", "with findings"), ("clean", "nothing found")]
    if apart:
        kinds = [("merged", "merged with findings"), ("others", "not merged, with findings"), kinds[1]]
    legend = [element("span", element("i", class_=f"key {kind}"), f" {words}") for kind, words in kinds]
    head = ("When", "Replayed", "With findings", *(["Merged with findings"] if apart else []))
    rows = [
        (bar.label, *(f"{n:,}" for n in (bar.total, bar.fired, bar.merged)))[: len(head)] for bar in found
    ]
    return element(
        "section",
        element("h2", "Over time"),
        charts.chart(found, f"{result.noun}s over time, with and without findings"),
        element("p", *legend, class_="legend"),
        element("details", element("summary", "The same in numbers"), table(head, rows)),
    )


def _by_rule(result: Result, rules: Sequence[RuleTally], stretches: Sequence[Span]) -> Html:
    apart = result.tells_apart
    whole = len(result.tally.outcomes)
    head = ["Rule", "Over time", f"{result.noun.capitalize()}s", "Share", "Findings"]
    rows = []
    for rule in rules:
        found = charts.small(charts.bars(stretches, rule.rule, apart=apart), f"{rule.rule} over time")
        fired = len(rule.outcomes)
        name = element("a", rule.rule, href=f"#{rule.rule}")
        row = [name, found, f"{fired:,}", share(fired, whole), f"{len(rule.said):,}"]
        rows.append([*row, f"{rule.merged:,}"] if apart else row)
    named = [*head, "Merged"] if apart else head
    return element("section", element("h2", "By rule"), table(named, rows, class_="rules"))
