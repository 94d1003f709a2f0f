"""A remark as GitHub would show it: the difference, the comment below it, and its suggestion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import escape

from rowcheck.backtest.contributions import web_address
from rowcheck.backtest.element import Html, element, joined, link
from rowcheck.backtest.outcome import Remark, Shown
from rowcheck.backtest.tally import Said, day
from rowcheck.text import shortened

_SIGNS = {"+": "new", "-": "old", " ": "same"}
_LONGEST = 1_000
"""Characters of a line that are shown: who wants more opens the pull request."""

_MOST_MARKED = 0.7
"""The share of a line that is marked as changed; where more of it is, the line is another one."""

_MARKUP = re.compile(r"\*\*(?P<strong>.+?)\*\*|(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)")


def card(said: Said, repository: str) -> Html:
    """One remark with what it stands on; `repository` is the page that its contribution is linked on."""
    remark = said.remark
    return element(
        "article",
        _title(said, repository),
        _place(remark),
        difference(remark.context) if remark.context else _row(remark),
        element("div", *_comment(remark), class_="comment"),
    )


def difference(lines: Sequence[Shown]) -> Html:
    """Lines of a difference, each with its sign; what a line changes of the one above it is marked."""
    shown = []
    for index, line in enumerate(lines):
        other = _counterpart(lines, index)
        words = _marked(line.text, other.text) if other else joined([shortened(line.text, _LONGEST)])
        shown.append(element("span", f"{line.sign} ", words, Html("\n"), class_=_SIGNS[line.sign]))
    return element("pre", *shown)


def _title(said: Said, repository: str) -> Html:
    one = said.outcome.contribution
    badges = [element("span", "merged", class_="badge")] if one.merged and one.number is not None else []
    return element(
        "header",
        link(one.name, web_address(repository, one)),
        element("span", one.title, class_="title"),
        *badges,
        element("time", day(one.date), datetime=day(one.date)),
    )


def _place(remark: Remark) -> Html:
    finding = remark.finding
    where = f"{finding.path}, line {finding.line}"
    unplaced = "" if remark.lines else " (in the summary: the difference does not show this line)"
    return element("p", " › ".join([where, *finding.headings]), unplaced, class_="place")


def _row(remark: Remark) -> Html:
    return difference((Shown(" ", remark.finding.row),)) if remark.finding.row else Html()


def _comment(remark: Remark) -> Iterator[Html]:
    """The comment's own words. Of its Markdown, what `github.comments` writes is read."""
    words = remark.body.split("\n\n")
    if remark.old or remark.new:
        yield from (element("p", _inline(part)) for part in words[:-1])
        yield element("p", "Suggested change", class_="label")
        yield difference(_suggested(remark.old, remark.new))
    else:
        yield from (element("p", _inline(part)) for part in words)


def _inline(markdown: str) -> Html:
    parts: list[Html] = []
    last = 0
    for found in _MARKUP.finditer(markdown):
        parts.append(Html(escape(markdown[last : found.start()])))
        if found["strong"]:
            parts.append(Html(f"<strong>{escape(found['strong'])}</strong>"))
        else:
            parts.append(Html(f"<code>{escape(_code(found['code']))}</code>"))
        last = found.end()
    return joined([*parts, Html(escape(markdown[last:]))])


def _code(text: str) -> str:
    """What a code span shows: without the blanks that keep its backticks apart (GFM, section 6.3)."""
    return text[1:-1] if text[:1] == text[-1:] == " " and text.strip(" ") else text


def _counterpart(lines: Sequence[Shown], index: int) -> Shown | None:
    """The one line that a line replaces, or that replaces it."""
    sign = lines[index].sign
    if sign == " ":
        return None
    first = last = index
    while first and lines[first - 1].sign != " ":
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].sign != " ":
        last += 1
    signs = "".join(line.sign for line in lines[first : last + 1])
    half = len(signs) // 2
    if signs != "-" * half + "+" * half:
        return None
    return lines[index + half if sign == "-" else index - half]


def _marked(text: str, other: str) -> Html:
    """A line with what is not in the other one marked: all between what both begin and end with."""
    most = min(len(text), len(other))
    begin = next((at for at in range(most) if text[at] != other[at]), most)
    end = next((at for at in range(most - begin) if text[-1 - at] != other[-1 - at]), most - begin)
    changed = text[begin : len(text) - end]
    if not changed or len(changed) > _MOST_MARKED * len(text) or len(text) > _LONGEST:
        return joined([shortened(text, _LONGEST)])
    return joined([text[:begin], element("mark", changed), text[len(text) - end :]])


def _suggested(old: Sequence[str], new: Sequence[str]) -> list[Shown]:
    lines: list[Shown] = []
    for what, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            lines += [Shown(" ", text) for text in old[first:last]]
        else:
            lines += [Shown("-", text) for text in old[first:last]]
            lines += [Shown("+", text) for text in new[begin:end]]
    return lines
