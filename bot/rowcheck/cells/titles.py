"""Titles as words: when two are the same after all folding, and when they are probably the same.

`title_key` is for equality and never guesses. `TitleIndex` is for a question to a person: its answers are
right more often than wrong, and numbers always matter (GPT-3 is not GPT-4).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
# A word, with the + and # that tell C++ and C# from C; a number keeps its decimal point.
_WORD = re.compile(r"\d+(?:\.\d+)*(?:[+#]+(?!\w))?|(?:[^\W\d_]|(?!\d)[^\x00-\x7f])+(?:[+#]+(?!\w))?|[^\W_]")
_APOSTROPHE = re.compile(r"(?<=[^\W_])['’ʼ`´](?=[^\W_])")
_ARTICLES = frozenset({"a", "an", "the"})


@lru_cache(maxsize=1 << 16)
def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a title, folded; a leading article is dropped when something follows."""
    text = _APOSTROPHE.sub("", text)
    text = text.lower() if text.isascii() else _folded(text)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = text.replace("&amp;", "&").replace("&", " and ")
    found = _WORD.findall(text.replace("_", " "))
    return tuple(found[1:] if len(found) > 1 and found[0] in _ARTICLES else found)


@lru_cache(maxsize=1 << 16)
def title_key(text: str) -> str:
    """Equal keys, same title: case, accents, punctuation, spacing, markup and a leading article do not count.

    Words are joined, so that `pre-training`, `pre training` and `pretraining` agree; digits that touch
    are not. What has no letter and no digit is its own key. A trailing year or venue stays: editions differ.
    """
    key = ""
    for word in words(text):
        key += f" {word}" if key and key[-1].isdigit() and word[0].isdigit() else word
    return key or " ".join(unicodedata.normalize("NFKC", text).casefold().split())


_HEAD = re.compile(r"\s*([^:：]{1,40}?)\s*(?::\s|：)\s*(\S.*)", re.DOTALL)


def acronym(text: str) -> tuple[str | None, str]:
    """The short name before a title's colon, and the rest: `CLIP: Learning ...` -> (CLIP, Learning ...)."""
    found = _HEAD.fullmatch(text)
    if found and len(found[1].split()) <= 3:
        return found[1], found[2].rstrip()
    return None, text


def _folded(text: str) -> str:
    """Compatibility forms and Latin accents folded; marks that make letters in other scripts stay."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    text = unicodedata.normalize("NFC", bare).casefold().translate(_LETTERS)
    return "".join(c if c.isascii() or unicodedata.category(c)[0] in "LMN" else " " for c in text)
