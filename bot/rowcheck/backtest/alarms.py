"""What was said, to be read: by rule, and what was merged all the same before what was not."""

from __future__ import annotations

from collections.abc import Sequence

from rowcheck.backtest.cards import card
from rowcheck.backtest.element import Html, element, joined
from rowcheck.backtest.tally import Result, RuleTally, Said
from rowcheck.rules import ALL
from rowcheck.text import counted

_OPEN, _MOST = 5, 100
"""Comments of a rule that are shown at once, and those that can be unfolded."""

_PULLS = "What was merged all the same stands first, and the rule with most of that"
_COMMITS = "The rule that spoke most often stands first, and the newest of what it said"
_WORDS = (
    ": each is a false alarm, or a fault that nobody saw. Every finding is shown as the comment that it "
    "would have been."
)


def section(result: Result, rules: Sequence[RuleTally]) -> Html:
    """The remarks of all rules, the rule that was overruled most often first."""
    worst = sorted(rules, key=lambda rule: -rule.merged)
    words = (_PULLS if result.pulls else _COMMITS) + _WORDS
    parts = [element("h2", "Read them"), element("p", words)]
    return element("section", *parts, *(_rule(result, rule) for rule in worst))


def _rule(result: Result, rule: RuleTally) -> Html:
    said = rule.said
    merged = [one for one in said if one.outcome.contribution.merged is True]
    summary = next((known.summary for known in ALL if known.id == rule.rule), "")
    parts = [element("h3", rule.rule, id=rule.rule), element("p", summary, class_="remark")]
    if merged:
        words = "on pull requests that were merged" if result.pulls else "on the main line"
        parts.append(_cards(merged, words, result.web, shown=_OPEN))
    if others := said[len(merged) :]:
        words = "on others" if result.tells_apart else "on pull requests"
        parts.append(_cards(others, words, result.web, shown=0 if merged else _OPEN))
    return element("section", *parts)


def _cards(said: Sequence[Said], words: str, repository: str, *, shown: int) -> Html:
    cards = [card(one, repository) for one in said[:_MOST]]
    parts = [element("h4", f"{counted(len(said), 'finding')} {words}"), *cards[:shown]]
    if len(cards) > shown:
        more = f"{len(cards) - shown:,} more" if shown else f"show {len(cards):,}"
        parts.append(element("details", element("summary", more), *cards[shown:]))
    if len(said) > _MOST:
        rest = f"… {len(said) - _MOST:,} more; the JSON has them all."
        parts.append(element("p", rest, class_="remark"))
    return joined(parts)
