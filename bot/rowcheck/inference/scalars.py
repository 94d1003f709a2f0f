"""Values as YAML on one line, quoted only where YAML 1.1 or 1.2 would read something else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PLAIN = re.compile(r"[^\W\d_][\w ./()+'’=$^*@&%;~-]*", re.ASCII)
"""Texts that need no quotes: nothing that means something to YAML, inside of `{}` and `[]` too."""

_KIND = re.compile(r"rowcheck:[a-z-]+")

_NO_TEXT = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "~"))
"""Words that some reader of YAML takes for something else (https://yaml.org/type/bool.html)."""


def flow(value: Any) -> str:
    """A value as flow YAML."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{word(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return word(value) if isinstance(value, str) else str(value)


def word(text: str) -> str:
    """A text as a plain, a single-quoted or a double-quoted scalar, the first that will do."""
    if _is_plain(text):
        return text
    if text.isprintable() and "'" not in text and ("\\" in text or '"' in text):
        return f"'{text}'"
    if text.isprintable() and "\\" in text and '"' not in text:
        doubled = text.replace("'", "''")
        return f"'{doubled}'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _is_plain(text: str) -> bool:
    if text.casefold() in _NO_TEXT or text != text.strip() or " #" in text:
        return False
    if _PLAIN.fullmatch(text) or text == "$ref" or _KIND.fullmatch(text):
        return True
    letters = text.replace(" ", "")
    return bool(letters) and letters.isalpha()


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
