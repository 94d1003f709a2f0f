"""Render the result for a terminal: totals, and for each rule how often it fired, with examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from rowcheck.backtest.contributions import Contribution
from rowcheck.backtest.outcome import Comment, Outcome
from rowcheck.backtest.tally import Result, RuleTally, day, duration, share
from rowcheck.reporters.styled_text import Line, render_lines
from rowcheck.reporters.wording import place, rows_changed, rows_checked
from rowcheck.text import counted, visible

_MAX_NAMED = 10


def render(result: Result, *, examples: int = 1, rule: str | None = None, colour: bool, width: int) -> str:
    """Return the result as text with up to `examples` findings of each rule.

    With `rule`, only that rule is included, and the row of each example. Lines are cut to `width` terminal
    columns; 0 means no limit.
    """
    tallies = [tally for tally in result.rules() if rule in (None, tally.rule)]
    sections: list[list[Line]] = [list(_totals(result))]
    if tallies:
        sections.append(list(_table(result, tallies, examples, with_rows=rule is not None)))
    elif rule is not None:
        sections.append([((f"'{rule}' has no findings", ""),)])
    if rule is None:
        sections += [list(_unchecked(result)), list(_failed(result))]
    separated = [[(), *lines] for lines in sections[1:] if lines]
    lines = chain(sections[0], *separated)
    return render_lines((_cut(line, width) for line in lines), colour=colour)


def _totals(result: Result) -> Iterator[Line]:
    done = len(result.outcomes)
    yield (
        (f"{counted(done, result.noun)} replayed", "strong"),
        (f" in {duration(result.seconds)}: {result.origin}, under {result.settings or 'no settings'}", ""),
    )
    if result.interrupted:
        left = result.requested - done
        yield ((f"interrupted: {left:,} of {result.requested:,} were not replayed", "warning"),)
    flagged = len(result.flagged)
    numbers = [
        f"{result.changing_list:,} change{'s' if result.changing_list == 1 else ''} the list",
        f"{flagged:,} ({share(flagged, done)}) {'has' if flagged == 1 else 'have'} findings",
        *([f"{len(result.unchecked):,} not checked in full"] if result.unchecked else []),
        *([f"{len(result.failed):,} could not be replayed"] if result.failed else []),
    ]
    yield ((", ".join(numbers), ""),)
    yield (
        (f"{rows_changed(result.counts)}, {rows_checked(result.counts)}; ", ""),
        (f"{counted(result.debt, 'older finding')} ignored", ""),
    )
    if result.merged is None:
        yield (("which were merged is not known; name them with '--merged FILE'", "dim"),)


def _table(result: Result, tallies: Sequence[RuleTally], examples: int, *, with_rows: bool) -> Iterator[Line]:
    done = len(result.outcomes)
    width = max(4, *(len(tally.rule) for tally in tallies))
    noun = f"{result.noun}s"
    yield ((f"{'rule':{width}}  {noun}   share{'  merged' if result.pulls else ''}", "dim"),)
    for tally in tallies:
        fired = len(tally.outcomes)
        numbers = f"  {fired:{len(noun)},}{share(fired, done):>8}"
        if result.pulls:
            numbers += f"{'?' if result.merged is None else f'{tally.merged:,}':>8}"
        yield ((f"{tally.rule:{width}}", "strong"), (numbers, ""))
        for outcome, comment in tally.comments[:examples]:
            yield _example(outcome.contribution, comment)
            if with_rows:
                yield (("      " + visible(comment.finding.row), "dim"),)


def _example(contribution: Contribution, comment: Comment) -> Line:
    finding = comment.finding
    merged = " (merged)" if contribution.number is not None and contribution.merged else ""
    return (
        (f"  {_name(contribution)}{merged} ", "dim"),
        (f"{place(finding)}: {visible(finding.message)}", ""),
    )


def _name(contribution: Contribution) -> str:
    return f"{visible(contribution.name)} {day(contribution.date)}"


def _unchecked(result: Result) -> Iterator[Line]:
    reasons = [(outcome, outcome.not_checked[0].reason) for outcome in result.unchecked]
    yield from _named("not checked in full", reasons)


def _failed(result: Result) -> Iterator[Line]:
    failed = result.failed
    yield from _named("could not be replayed", [(outcome, outcome.failure) for outcome in failed])
    if failed:
        first = failed[0].contribution
        command = f"rowcheck check --base {first.base[:12]} --head {first.head[:12]}"
        yield ((f"  '{command}' has the details of the first one", "dim"),)


def _named(title: str, outcomes: Sequence[tuple[Outcome, str]]) -> Iterator[Line]:
    if outcomes:
        yield ((f"{title}:", "strong"),)
    for outcome, reason in outcomes[:_MAX_NAMED]:
        yield ((f"  {_name(outcome.contribution)} ", "dim"), (visible(reason), ""))
    if len(outcomes) > _MAX_NAMED:
        yield ((f"  … {len(outcomes) - _MAX_NAMED:,} more; --format json names all", "dim"),)


def _cut(line: Line, width: int) -> Line:
    """Cut a line to `width` characters; where characters are two columns wide, the terminal cuts it."""
    room = width or 10**9
    kept = []
    for text, style in line:
        if len(text) > room:
            kept.append((text[: max(0, room - 1)] + "…", style))
            break
        kept.append((text, style))
        room -= len(text)
    return tuple(kept)
