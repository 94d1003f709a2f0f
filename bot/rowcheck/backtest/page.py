"""Render the result as one HTML page, which needs neither a script nor the network.

The template escapes every value. A content security policy in the page keeps a browser from running or
loading anything, should a value ever break out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import escape

from rowcheck.backtest.contributions import web_address
from rowcheck.backtest.outcome import Comment, DiffLine
from rowcheck.backtest.tally import Result, Span, day, duration, share, spans
from rowcheck.rules import ALL
from rowcheck.text import counted, shortened, visible

_MAX_LINE = 1_000  # characters; the contribution itself shows the rest
_MAX_MARKED = 0.7  # of a line: beyond that the two lines have nothing to do with each other
_MARKUP = re.compile(r"\*\*(?P<strong>.+?)\*\*|(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)")


def render(result: Result) -> str:
    """Return the page."""
    stretches = spans(result.outcomes)
    rules = result.rules()
    page = _ENVIRONMENT.get_template("page.html.jinja").render(
        result=result,
        rules=rules,
        summaries={rule.id: rule.summary for rule in ALL},
        bars=_bars(result, stretches),
        rule_bars={tally.rule: _bars(result, stretches, tally.rule) for tally in rules},
        unchecked=[
            (outcome, f"{entry.path}: {entry.reason}")
            for outcome in result.unchecked
            for entry in outcome.not_checked[:1]
        ],
        failed=[(outcome, outcome.failure) for outcome in result.failed],
    )
    return page.strip() + "\n"


@dataclass(frozen=True, slots=True)
class Bar:
    """The contributions of one span: with findings and merged, with findings, and without findings."""

    label: str
    merged: int
    others: int
    clean: int

    @property
    def flagged(self) -> int:
        return self.merged + self.others

    @property
    def total(self) -> int:
        return self.flagged + self.clean


def _bars(result: Result, stretches: Sequence[Span], rule: str | None = None) -> list[Bar]:
    """Return a bar for each span, counting the findings of one rule or of all."""
    bars = []
    for span in stretches:
        flagged = [
            outcome
            for outcome in span.outcomes
            if (outcome.comments if rule is None else rule in outcome.rules)
        ]
        merged = [outcome for outcome in flagged if outcome.contribution.merged and result.compares_merged]
        counts = len(merged), len(flagged) - len(merged), len(span.outcomes) - len(flagged)
        bars.append(Bar(span.label, *counts))
    return bars


class Run(NamedTuple):
    """Text in one style: `strong`, `code`, `mark`, or empty for plain text."""

    style: str
    text: str


def _inline(markdown: str) -> list[Run]:
    """Split a paragraph of a comment at its bold text and code spans, the only markup that comments use.

    The text is escaped here, since it must not be made visible once more: the zero-width spaces that keep
    names in code from becoming mentions would be spelled out.
    """
    runs = []
    end = 0
    for match in _MARKUP.finditer(markdown):
        runs.append(Run("", escape(markdown[end : match.start()])))
        if match["strong"]:
            runs.append(Run("strong", escape(match["strong"])))
        else:
            runs.append(Run("code", escape(_unpadded(match["code"]))))
        end = match.end()
    return [*runs, Run("", escape(markdown[end:]))]


def _unpadded(code: str) -> str:
    """Strip one space from both ends of a code span (GFM, section 6.3)."""
    return code[1:-1] if code[:1] == code[-1:] == " " and code.strip(" ") else code


def _paragraphs(comment: Comment) -> list[str]:
    """Return the paragraphs of a comment without its suggestion, which is shown as a diff."""
    paragraphs = comment.body.split("\n\n")
    return paragraphs[:-1] if comment.old or comment.new else paragraphs


def _suggestion(comment: Comment) -> list[DiffLine]:
    """Return the suggestion of a comment as the lines of a diff."""
    old, new = comment.old, comment.new
    lines: list[DiffLine] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += [DiffLine(" ", text) for text in old[start:end]]
        else:
            lines += [DiffLine("-", text) for text in old[start:end]]
            lines += [DiffLine("+", text) for text in new[new_start:new_end]]
    return lines


def _marked(lines: Sequence[DiffLine]) -> list[tuple[str, list[Run]]]:
    """Return sign and text of each line, with what it changes of the line that it replaces marked."""
    marked = []
    for index, line in enumerate(lines):
        other = _counterpart(lines, index)
        runs = _changed(line.text, other.text) if other else [Run("", shortened(line.text, _MAX_LINE))]
        marked.append((line.sign, runs))
    return marked


def _counterpart(lines: Sequence[DiffLine], index: int) -> DiffLine | None:
    """Return the line that a line replaces or is replaced by, in a block of as many `-` as `+` lines."""
    if lines[index].sign == " ":
        return None
    start = end = index
    while start and lines[start - 1].sign != " ":
        start -= 1
    while end + 1 < len(lines) and lines[end + 1].sign != " ":
        end += 1
    signs = "".join(line.sign for line in lines[start : end + 1])
    half = len(signs) // 2
    if signs != "-" * half + "+" * half:
        return None
    return lines[index + half if lines[index].sign == "-" else index - half]


def _changed(text: str, other: str) -> list[Run]:
    """Mark what is between the common start and the common end of two lines."""
    shorter = min(len(text), len(other))
    start = next((at for at in range(shorter) if text[at] != other[at]), shorter)
    end = next((at for at in range(shorter - start) if text[-1 - at] != other[-1 - at]), shorter - start)
    changed = text[start : len(text) - end]
    if not changed or len(changed) > _MAX_MARKED * len(text) or len(text) > _MAX_LINE:
        return [Run("", shortened(text, _MAX_LINE))]
    return [Run("", text[:start]), Run("mark", changed), Run("", text[len(text) - end :])]


def _spelled_out(value: object) -> object:
    """Make invisible characters visible in every text that the template prints."""
    return visible(value) if type(value) is str else value


_ENVIRONMENT = Environment(
    loader=PackageLoader("rowcheck.backtest", "."),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_spelled_out,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters.update(
    counted=counted,
    day=day,
    duration=duration,
    grouped=lambda number: f"{number:,}",
    inline=_inline,
    marked=_marked,
    paragraphs=_paragraphs,
    share=share,
    suggestion=_suggestion,
)
_ENVIRONMENT.globals.update(DiffLine=DiffLine, web_address=web_address)
