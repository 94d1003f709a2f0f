"""Render the result as JSON, as described by `schema/backtest.schema.json`.

Each contribution contains the report that `rowcheck check --format json` would have written.
"""

from __future__ import annotations

from rowcheck.backtest.outcome import Comment, Outcome
from rowcheck.backtest.tally import Result, RuleTally
from rowcheck.reporters import as_json
from rowcheck.reporters.as_json import json_text

VERSION = 1


def render(result: Result) -> str:
    """Return the JSON text. Only `seconds` differs between two runs over the same history."""
    known = result.merged is not None
    return json_text(
        {
            "version": VERSION,
            "of": "pull-requests" if result.pulls else "commits",
            "origin": result.origin,
            "settings": result.settings or None,
            "seconds": round(result.seconds, 3),
            "totals": {
                "asked": result.requested,
                "replayed": len(result.outcomes) - len(result.failed),
                "not_replayed": len(result.failed),
                "listed": result.changing_list,
                "flagged": len(result.flagged),
                "not_checked": len(result.unchecked),
                "merged": result.merged,
            },
            "rules": [_rule(tally, known=known) for tally in result.rules()],
            "contributions": [_contribution(outcome) for outcome in result.outcomes],
        }
    )


def _rule(tally: RuleTally, *, known: bool) -> dict[str, object]:
    return {
        "rule": tally.rule,
        "contributions": len(tally.outcomes),
        "merged": tally.merged if known else None,
        "findings": len(tally.comments),
    }


def _contribution(outcome: Outcome) -> dict[str, object]:
    contribution = outcome.contribution
    return {
        "name": contribution.name,
        "number": contribution.number,
        "base": outcome.merge_base or None,
        "head": contribution.head,
        "date": contribution.date,
        "title": contribution.title,
        "merged": contribution.merged,
        "not_replayed": outcome.failure or None,
        "report": None if outcome.failure else as_json.as_value(outcome.report),
        "comments": [_comment(comment) for comment in outcome.comments],
    }


def _comment(comment: Comment) -> dict[str, object]:
    first, last = comment.lines or (None, None)
    return {
        "fingerprint": comment.finding.fingerprint,
        "line": first,
        "end_line": last,
        "body": comment.body,
    }
