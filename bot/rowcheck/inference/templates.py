"""What short texts look like: `CVPR 2024`, `v1.2.0`, `Oct 04`, `12d`. As patterns that RE2 runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rowcheck.inference.evidence import Column
from rowcheck.inference.habit import Habit, Kind
from rowcheck.inference.kinds import FEWEST, WORTH, nothing, or_nothing


class Look(NamedTuple):
    """What a text looks like, in words and as a pattern."""

    says: str
    pattern: str


_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_FULL_YEAR = "(?:19|20)[0-9]{2}"
_VENUE = r"(?:arXiv|\p{Lu}[\p{L}\p{N}&+/@:'’. -]*)"
KNOWN = (
    Look("a year and a month", rf"^{_FULL_YEAR}[-/.](?:0?[1-9]|1[0-2])$"),
    Look("a date", rf"^{_FULL_YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12][0-9]|3[01])$"),
    Look("a month and a day", rf"^(?:{_MONTHS}) [0-9]{{1,2}}$"),
    Look("a month and a year", rf"^(?:{_MONTHS})[a-z]*\.?,? {_FULL_YEAR}$"),
    Look("a date", rf"^(?:{_MONTHS})[a-z]*\.? [0-9]{{1,2}}, {_FULL_YEAR}$"),
    Look("a venue and a year", rf"^{_VENUE} {_FULL_YEAR}$"),
    Look("a venue and a year", rf"^{_VENUE} ?['’][0-9]{{2}}$"),
    Look("a version", r"^v?[0-9]+(?:\.[0-9]+)+(?:[-+.]?[0-9A-Za-z]+)*$"),
    Look("a percentage", r"^[0-9]+(?:\.[0-9]+)? ?%$"),
)
"""The looks that have a name, tried in this order."""

FEWEST_ROWS = 8
_LONGEST, _MOST_TOKENS = 30, 12
"""Characters and tokens of a text that has a look."""
_MOST_NAMES, _MOST_SHAPES, _MOST_WORDS = 3, 3, 6
"""Words of a shape, shapes that make one look, and the words that may stand at one place of a shape."""

_TOKEN = re.compile(r"(?P<digits>[0-9]+)|(?P<word>[^\W\d_]+)|(?P<blank>\s+)|(?P<other>.)", re.DOTALL)
_SPECIAL = re.compile(r"([\\.^$*+?{}\[\]|()])")


def habits(column: Column) -> list[Habit]:
    """That the texts of a column look alike, if they do."""
    if len(column.cells) < FEWEST_ROWS or sum(map(len, column.texts)) > _LONGEST * len(column.texts):
        return []
    for look in (*KNOWN, *_shaped(column.texts)):
        words = nothing(column, _finds(column, look))
        typed = column.texts.total() - sum(column.texts[word] for word in words)
        value = {**Kind("text", words).schema, "pattern": look.pattern}
        fit = column.judged(value)
        if typed >= FEWEST and fit.share >= WORTH and typed - len(fit.against) >= WORTH * typed:
            examples = [text for text, _ in column.texts.most_common() if text not in words][:2]
            says = f"'{column.title}' is {look.says}{or_nothing(words)}"
            return [Habit("cell", column.title, says, {**value, "examples": examples}, fit)]
    return []


def literally(text: str) -> str:
    """A pattern that finds just this text."""
    return _SPECIAL.sub(r"\\\1", text)


def _finds(column: Column, look: Look) -> Callable[..., bool]:
    return column.judge({"pattern": look.pattern})


def _shaped(texts: Counter[str]) -> Iterator[Look]:
    """The look of texts that have few shapes, each with a number in it."""
    shapes: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
    for text, times in texts.items():
        tokens = list(_TOKEN.finditer(text))
        words = sum(token.lastgroup == "word" for token in tokens)
        if 0 < len(text) <= _LONGEST and len(tokens) <= _MOST_TOKENS and words <= _MOST_NAMES:
            shape = tuple(
                token[0] if token.lastgroup == "other" else str(token.lastgroup) for token in tokens
            )
            shapes.setdefault(shape, Counter())[tuple(token[0] for token in tokens)] += times
    common = sorted(
        (shape for shape in shapes if "digits" in shape), key=lambda shape: -shapes[shape].total()
    )[:_MOST_SHAPES]
    common = [shape for shape in common if shapes[shape].total() >= max(3, 0.02 * texts.total())]
    if common:
        patterns = [_pattern(shape, shapes[shape]) for shape in common]
        whole = patterns[0] if len(patterns) == 1 else f"(?:{'|'.join(patterns)})"
        example = max(texts, key=lambda text: (bool(re.search("[0-9]", text)), texts[text]))
        yield Look(f"written like '{example}'", f"^{whole}$")


def _pattern(shape: Sequence[str], texts: Counter[tuple[str, ...]]) -> str:
    """A shape as a pattern, as strict as its texts are alike."""
    return "".join(
        _PIECES.get(token, _literally)(Counter(text[at] for text in texts.elements()))
        for at, token in enumerate(shape)
    )


def _literally(met: Counter[str]) -> str:
    return literally(next(iter(met)))


def _digits(met: Counter[str]) -> str:
    lengths = {len(digits) for digits in met}
    if len(lengths) > 1 or len(met) <= FEWEST:
        return "[0-9]+"
    return "[0-9]" if lengths == {1} else f"[0-9]{{{lengths.pop()}}}"


def _word(met: Counter[str]) -> str:
    """A few words as they are; else any word, with a capital where all have one."""
    if all(word in _MONTHS.split("|") for word in met) and len(met) > 1:
        return f"(?:{_MONTHS})"
    if len(met) <= _MOST_WORDS and all(times >= 2 for times in met.values()):
        words = sorted(met)
        return words[0] if len(words) == 1 else f"(?:{'|'.join(words)})"
    return r"\p{Lu}\p{L}*" if all(word[0].isupper() for word in met) else r"\p{L}+"


_PIECES: dict[str, Callable[[Counter[str]], str]] = {
    "digits": _digits,
    "word": _word,
    "blank": lambda _: " +",
}
