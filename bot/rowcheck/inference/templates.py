"""What short texts look like, as patterns that RE2 runs: `CVPR 2024`, `v1.2.0`, `Oct 04`, `12d`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rowcheck.cells.dates import MONTHS
from rowcheck.inference import evidence
from rowcheck.inference.evidence import Column, Habit
from rowcheck.inference.kinds import kind_with_nothing, or_nothing


@dataclass(frozen=True, slots=True)
class Look:
    """What a text looks like, as a phrase and as a pattern."""

    phrase: str
    pattern: str


_MONTHS = "|".join(MONTHS)
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
"""The looks that have a name, in the order in which they are tried."""

_TOKEN = re.compile(r"(?P<digits>[0-9]+)|(?P<word>[^\W\d_]+)|(?P<space>\s+)|(?P<other>.)", re.DOTALL)
_SPECIAL = re.compile(r"([\\.^$*+?{}\[\]|()])")


def habits(column: Column) -> list[Habit]:
    """Return the habit that the texts of a column look alike, if they do."""
    length = sum(map(len, column.texts))
    if len(column.cells) < evidence.LOOK_ROWS or length > evidence.LOOK_LENGTH * len(column.texts):
        return []
    for look in (*KNOWN, *_shaped(column.texts)):
        found = kind_with_nothing(column, "text", {"pattern": look.pattern})
        if found:
            kind, fit = found
            examples = [text for text, _ in column.texts.most_common() if text not in kind.nothing][:2]
            value = {**kind.schema, "pattern": look.pattern, "examples": examples}
            sentence = f"'{column.title}' is {look.phrase}{or_nothing(kind.nothing)}"
            return [Habit("cell", column.title, sentence, value, fit)]
    return []


def literally(text: str) -> str:
    """Return a pattern that matches exactly this text; RE2 does not know all escapes of `re.escape`."""
    return _SPECIAL.sub(r"\\\1", text)


def _shaped(texts: Counter[str]) -> Iterator[Look]:
    """Yield the look of texts that have few shapes, each with a number in it."""
    shapes: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
    for text, times in texts.items():
        tokens = list(_TOKEN.finditer(text))
        words = sum(token.lastgroup == "word" for token in tokens)
        is_short = 0 < len(text) <= evidence.LOOK_LENGTH and len(tokens) <= evidence.LOOK_TOKENS
        if is_short and words <= evidence.LOOK_NAMES:
            shape = tuple(
                token[0] if token.lastgroup == "other" else str(token.lastgroup) for token in tokens
            )
            shapes.setdefault(shape, Counter())[tuple(token[0] for token in tokens)] += times
    numbered = sorted(
        (shape for shape in shapes if "digits" in shape), key=lambda shape: -shapes[shape].total()
    )[: evidence.LOOK_SHAPES]
    fewest = max(evidence.LOOK_USES, evidence.LOOK_SHARE * texts.total())
    patterns = [_pattern(shape, shapes[shape]) for shape in numbered if shapes[shape].total() >= fewest]
    if patterns:
        pattern = patterns[0] if len(patterns) == 1 else f"(?:{'|'.join(patterns)})"
        example = max(texts, key=lambda text: (bool(re.search("[0-9]", text)), texts[text]))
        yield Look(f"written like '{example}'", f"^{pattern}$")


def _pattern(shape: Sequence[str], texts: Counter[tuple[str, ...]]) -> str:
    """Return a pattern for a shape, as strict as its texts are alike."""
    pieces = []
    for at, token in enumerate(shape):
        values = Counter(text[at] for text in texts.elements())
        if token == "digits":
            pieces.append(_digits(values))
        elif token == "word":
            pieces.append(_word(values))
        else:
            pieces.append(" +" if token == "space" else literally(token))
    return "".join(pieces)


def _digits(values: Counter[str]) -> str:
    lengths = {len(digits) for digits in values}
    if len(lengths) > 1 or len(values) <= evidence.KIND_CELLS:
        return "[0-9]+"
    return "[0-9]" if lengths == {1} else f"[0-9]{{{lengths.pop()}}}"


def _word(values: Counter[str]) -> str:
    """Return a few words as they are; else any word, with a capital where all have one."""
    if len(values) > 1 and all(word in MONTHS for word in values):
        return f"(?:{_MONTHS})"
    if len(values) <= evidence.LOOK_WORDS and all(times >= 2 for times in values.values()):
        words = sorted(values)
        return words[0] if len(words) == 1 else f"(?:{'|'.join(words)})"
    return r"\p{Lu}\p{L}*" if all(word[0].isupper() for word in values) else r"\p{L}+"
