"""The result as a page to look at: one file that needs no network and no script.

What comes from the repository is text, never markup (`element`), and a policy in the page's own head keeps
a browser from fetching or running anything should that ever fail.
"""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.backtest import alarms, overview
from rowcheck.backtest.contributions import web_address
from rowcheck.backtest.element import Html, element, link, table
from rowcheck.backtest.looks import STYLE
from rowcheck.backtest.tally import Result, day, duration, share
from rowcheck.text import counted

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render(result: Result) -> str:
    """The whole page."""
    head = element(
        "head",
        Html('<meta charset="utf-8">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="referrer" content="no-referrer">'),
        element("title", f"rowcheck backtest: {result.origin}"),
        Html(f"<style>{STYLE}</style>"),
    )
    body = element("body", element("main", *_sections(result)))
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n"


def _sections(result: Result) -> Iterator[Html]:
    rules = result.tally.rules()
    yield element("h1", "What rowcheck would have said")
    yield element("p", *_introduction(result))
    yield element("dl", *_totals(result))
    if rules:
        yield from overview.sections(result, rules)
        yield alarms.section(result, rules)
    yield from _unreplayed(result)


def _introduction(result: Result) -> Iterator[str]:
    outcomes = result.tally.outcomes
    yield f"{counted(len(outcomes), result.noun)} of {result.origin}"
    if outcomes:
        dates = [outcome.contribution.date for outcome in outcomes]
        days = dict.fromkeys((day(min(dates)), day(max(dates))))
        yield f", {' to '.join(days)}"
    yield f", under {result.settings or 'no settings'}; replayed in {duration(result.seconds)}."
    if result.interrupted:
        yield f" Interrupted: {result.asked - len(outcomes):,} more were not replayed."


def _totals(result: Result) -> Iterator[Html]:
    tally = result.tally
    done = len(tally.outcomes)
    merged = sum(outcome.contribution.merged is True for outcome in tally.flagged)
    rows = tally.counts
    numbers = [
        ("replayed", f"{done:,}", ""),
        ("change the list", f"{tally.listed:,}", ""),
        ("with findings", f"{len(tally.flagged):,}", share(len(tally.flagged), done)),
    ]
    if result.tells_apart and tally.merged is not None:
        numbers.append(
            ("with findings, merged", f"{merged:,}", f"{share(merged, tally.merged)} of those merged")
        )
    numbers.append(("rows added", f"{rows.added:,}", f"{rows.not_checked:,} not checked"))
    for name, number, remark in numbers:
        yield element(
            "div", element("dt", name), element("dd", number), element("dd", remark, class_="remark")
        )


def _unreplayed(result: Result) -> Iterator[Html]:
    """What was not judged, and why: silence about it would look like praise."""
    tally = result.tally
    unchecked = [(one, f"{e.path}: {e.reason}") for one in tally.unchecked for e in one.not_checked[:1]]
    failed = [(one, one.fault) for one in tally.failed]
    for title, those in (("Not checked in full", unchecked), ("Could not be replayed", failed)):
        if those:
            rows = [
                (
                    link(one.contribution.name, web_address(result.web, one.contribution)),
                    day(one.contribution.date),
                    why,
                )
                for one, why in those
            ]
            yield element("section", element("h2", title), table(("Which", "When", "Why"), rows))
