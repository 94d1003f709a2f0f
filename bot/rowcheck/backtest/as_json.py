"""The result as JSON, for programs; `schema/backtest.schema.json` is its contract.

Each contribution carries the report that `rowcheck check --format json` would have written of it.
"""

from __future__ import annotations

from rowcheck.backtest.outcome import Outcome, Remark
from rowcheck.backtest.tally import Result, RuleTally
from rowcheck.reporters import as_json
from rowcheck.reporters.as_json import json_text

VERSION = 1


def render(result: Result) -> str:
    """The result as JSON text; the same for the same history, but for `seconds`."""
    tally = result.tally
    known = tally.merged is not None
    return json_text(
        {
            "version": VERSION,
            "of": "pull-requests" if result.pulls else "commits",
            "origin": result.origin,
            "settings": result.settings or None,
            "seconds": round(result.seconds, 3),
            "totals": {
                "asked": result.asked,
                "replayed": len(tally.outcomes) - len(tally.failed),
                "not_replayed": len(tally.failed),
                "listed": tally.listed,
                "flagged": len(tally.flagged),
                "not_checked": len(tally.unchecked),
                "merged": tally.merged,
            },
            "rules": [_rule(rule, known=known) for rule in tally.rules()],
            "contributions": [_outcome(outcome) for outcome in tally.outcomes],
        }
    )


def _rule(tally: RuleTally, *, known: bool) -> dict[str, object]:
    return {
        "rule": tally.rule,
        "contributions": len(tally.outcomes),
        "merged": tally.merged if known else None,
        "findings": len(tally.said),
    }


def _outcome(outcome: Outcome) -> dict[str, object]:
    one = outcome.contribution
    return {
        "name": one.name,
        "number": one.number,
        "base": outcome.fork or None,
        "head": one.head,
        "date": one.date,
        "title": one.title,
        "merged": one.merged,
        "not_replayed": outcome.fault or None,
        "report": None if outcome.fault else as_json.as_value(outcome.report),
        "comments": [_comment(remark) for remark in outcome.remarks],
    }


def _comment(remark: Remark) -> dict[str, object]:
    first, last = remark.lines or (None, None)
    return {
        "fingerprint": remark.finding.fingerprint,
        "line": first,
        "end_line": last,
        "body": remark.body,
    }
