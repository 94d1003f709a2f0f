"""The result as a terminal shows it: the totals, and by rule how often it spoke, with examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from rowcheck.backtest.contributions import Contribution
from rowcheck.backtest.outcome import Outcome
from rowcheck.backtest.tally import Result, RuleTally, Said, day, duration, share
from rowcheck.reporters.styled_text import Line, render_lines
from rowcheck.reporters.wording import place
from rowcheck.text import counted, visible

MOST_UNREPLAYED = 10
"""Contributions that could not be replayed, or not be checked, that are named."""


def render(result: Result, *, examples: int = 1, rule: str | None = None, colour: bool, width: int) -> str:
    """The result as text; `examples` of each rule, or of the one `rule` alone, which then tells its rows too.

    Lines of examples are cut to `width` terminal columns, 0 leaves them whole.
    """
    rules = [tally for tally in result.tally.rules() if rule in (None, tally.rule)]
    parts: list[Iterable[Line]] = [_totals(result)]
    if rules:
        parts.append(_table(result, rules, examples, whole=rule is not None))
    elif rule is not None:
        parts.append([((f"'{rule}' said nothing", ""),)])
    if rule is None:
        parts += [_unchecked(result), _failed(result)]
    shown = [lines for part in parts if (lines := list(part))]
    joined = chain.from_iterable((*([()] if number else []), *lines) for number, lines in enumerate(shown))
    return render_lines((_cut(line, width) for line in joined), colour=colour)


def _totals(result: Result) -> Iterator[Line]:
    tally = result.tally
    done = len(tally.outcomes)
    yield (
        (f"{counted(done, result.noun)} replayed", "strong"),
        (f" in {duration(result.seconds)}: {result.origin}, under {result.settings or 'no settings'}", ""),
    )
    if result.interrupted:
        yield ((f"interrupted: {result.asked - done:,} of {result.asked:,} were not replayed", "warning"),)
    flagged = len(tally.flagged)
    numbers = [
        f"{tally.listed:,} change{'s' if tally.listed == 1 else ''} the list",
        f"{flagged:,} ({share(flagged, done)}) {'has' if flagged == 1 else 'have'} findings",
        *([f"{len(tally.unchecked):,} not checked in full"] if tally.unchecked else []),
        *([f"{len(tally.failed):,} could not be replayed"] if tally.failed else []),
    ]
    yield ((", ".join(numbers), ""),)
    rows = tally.counts
    debt = sum(outcome.debt for outcome in tally.outcomes)
    unchecked = f", {rows.not_checked:,} not checked" if rows.not_checked else ""
    yield (
        (f"{counted(rows.added, 'row')} added, {rows.checked:,} checked{unchecked}; ", ""),
        (f"{counted(debt, 'older fault')} left alone", ""),
    )
    if tally.merged is None:
        yield (("which were merged is not known; tell it with --merged FILE", "dim"),)


def _table(result: Result, rules: Sequence[RuleTally], examples: int, *, whole: bool) -> Iterator[Line]:
    done = len(result.tally.outcomes)
    wide = max(4, *(len(tally.rule) for tally in rules))
    noun = f"{result.noun}s"
    yield ((f"{'rule':{wide}}  {noun}   share{'  merged' if result.pulls else ''}", "dim"),)
    for tally in rules:
        fired = len(tally.outcomes)
        numbers = f"  {fired:{len(noun)},}{share(fired, done):>8}"
        if result.pulls:
            numbers += f"{'?' if result.tally.merged is None else f'{tally.merged:,}':>8}"
        yield ((f"{tally.rule:{wide}}", "strong"), (numbers, ""))
        for said in tally.said[:examples]:
            yield _example(said)
            if whole:
                yield (("      " + visible(said.remark.finding.row), "dim"),)


def _example(said: Said) -> Line:
    finding, contribution = said.remark.finding, said.outcome.contribution
    merged = " (merged)" if contribution.number is not None and contribution.merged else ""
    return (
        (f"  {_name(contribution)}{merged} ", "dim"),
        (f"{place(finding)}: {visible(finding.message)}", ""),
    )


def _name(contribution: Contribution) -> str:
    return f"{visible(contribution.name)} {day(contribution.date)}"


def _unchecked(result: Result) -> Iterator[Line]:
    yield from _named(
        "not checked in full",
        [(outcome, entry.reason) for outcome in result.tally.unchecked for entry in outcome.not_checked[:1]],
    )


def _failed(result: Result) -> Iterator[Line]:
    failed = result.tally.failed
    yield from _named("could not be replayed", [(outcome, outcome.fault) for outcome in failed])
    if failed:
        one = failed[0].contribution
        command = f"rowcheck check --base {one.base[:12]} --head {one.head[:12]}"
        yield ((f"  '{command}' tells more of the first one", "dim"),)


def _named(title: str, outcomes: Sequence[tuple[Outcome, str]]) -> Iterator[Line]:
    if outcomes:
        yield ((f"{title}:", "strong"),)
    for outcome, reason in outcomes[:MOST_UNREPLAYED]:
        yield ((f"  {_name(outcome.contribution)} ", "dim"), (visible(reason), ""))
    if len(outcomes) > MOST_UNREPLAYED:
        yield ((f"  … {len(outcomes) - MOST_UNREPLAYED:,} more; --format json names all", "dim"),)


def _cut(line: Line, width: int) -> Line:
    """The line in at most `width` characters; a wide one is cut short by the terminal itself."""
    room = width or 10**9
    kept = []
    for text, style in line:
        if len(text) > room:
            kept.append((text[: max(0, room - 1)] + "…", style))
            break
        kept.append((text, style))
        room -= len(text)
    return tuple(kept)
