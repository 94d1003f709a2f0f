"""Text from a list made safe to show: what would be invisible, or obeyed by a terminal, is spelled out.

Display only. JSON formats carry the text itself.
"""

from __future__ import annotations

import unicodedata

TAB_STOP = 4

_JOINERS = "\u200c\u200d"
_VARIATION_16 = "\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Letters and marks by category, yet drawn as nothing: Default_Ignorable_Code_Point of the UCD.
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


def visible(text: str) -> str:
    """`text` with every control, bidirectional, invisible or unpaired character as `\\x1b`, `\\u202e`.

    Joiners that emoji and scripts need stand between two characters beyond ASCII and are kept.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(text, index) for index in range(len(text)))


def glyphs(line: str) -> list[tuple[str, int]]:
    """What to print for each character of `line`, and how many terminal columns that takes.

    A tab becomes an arrow up to the next stop. Widths follow UAX #11 (wide and full-width are 2,
    ambiguous is 1); joined emoji count once, as current terminals draw them.
    """
    result: list[tuple[str, int]] = []
    column = 0
    for index, char in enumerate(line):
        if char == "\t":
            width = TAB_STOP - column % TAB_STOP
            shown = "→".ljust(width)
        else:
            shown = _shown(line, index)
            width = len(shown) if shown != char else _width(line, index, result)
        result.append((shown, width))
        column += width
    return result


def _shown(text: str, index: int) -> str:
    char = text[index]
    if char.isascii() and char.isprintable():
        return char
    if unicodedata.category(char) not in _UNSAFE and char not in _BLANK_LETTERS:
        return char
    if char in _JOINERS and _joins(text, index):
        return char
    return _spelled(char)


def _joins(text: str, index: int) -> bool:
    around = text[index - 1 : index] + text[index + 1 : index + 2]
    return len(around) == 2 and not any(char.isascii() or char in _JOINERS for char in around)


def _spelled(char: str) -> str:
    code = ord(char)
    if char in "\t\n\r":
        return {"\t": "\\t", "\n": "\\n", "\r": "\\r"}[char]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _width(line: str, index: int, before: list[tuple[str, int]]) -> int:
    char = line[index]
    if char.isascii():
        return 1
    previous = line[index - 1] if index else ""
    if char == _VARIATION_16:  # asks for the emoji picture of the character before, two columns wide
        return 1 if before and before[-1][1] == 1 else 0
    if previous == "\u200d" or (previous and ord(char) in _SKIN_TONES):
        return 0
    if char in _JOINERS or unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
