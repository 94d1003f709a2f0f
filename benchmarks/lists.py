"""Lists to measure with: made up in the size and shape of a large catalogue, or the real thing."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from pathlib import Path

ROWS, SECTIONS = 1706, 53
"""The shape of public-apis' README.md in 2022: 238 KB."""

_HEADER = "API | Description | Auth | HTTPS | CORS |\n|:---|:---|:---|:---|:---|\n"
_BACK = "\n**[⬆ Back to Index](#index)**\n<br >\n<br >\n"
_SYLLABLES = tuple(first + last for first in "bdfghklmnprstvwz" for last in "aeiou")
_MARK = "\n| ["


@dataclass(frozen=True, slots=True)
class Edited:
    """A list before and after one good row was added in its middle."""

    base: str
    head: str

    @property
    def rows(self) -> int:
        return self.base.count(_MARK)


def catalogue(rows: int = ROWS, sections: int = SECTIONS) -> str:
    """A list of `rows` sorted rows in `sections` tables; the same text for the same numbers."""
    chance = random.Random(rows)
    sizes = [rows // sections + (index < rows % sections) for index in range(sections)]
    parts = [f"# Catalogue\n\n{_words(chance, 60)}.\n"]
    for index, size in enumerate(sizes):
        names = sorted((_name(chance) for _ in range(size)), key=str.casefold)
        table = "".join(_row(chance, name, number) for number, name in enumerate(names))
        parts.append(f"\n### Section {index + 1}\n{_HEADER}{table}{_BACK}")
    return "".join(parts)


def edited(text: str) -> Edited:
    """One row more, below the row in the middle and sorted right behind it."""
    at = text.rfind(_MARK, 0, max(len(text) // 2, text.find(_MARK) + 1))
    end = text.index("\n", at + 1)
    name = text[at + len(_MARK) : text.index("]", at)]
    row = f"\n| [{name} Plus](https://plus.example/{end}) | One row more | No | Yes | Unknown |"
    return Edited(text, text[:end] + row + text[end:])


def corpus() -> Path | None:
    """The folder with real lists, where there is one."""
    beside = Path(__file__).parents[2] / "shared" / "corpus"
    given = os.environ.get("ROWCHECK_CORPUS")
    folder = Path(given) if given else beside
    return folder if folder.is_dir() else None


def real_catalogue() -> str | None:
    """public-apis' list, where the corpus is."""
    folder = corpus()
    path = folder / "md" / "public-apis__public-apis" / "README.md" if folder else None
    return path.read_text(encoding="utf-8") if path and path.is_file() else None


def _row(chance: random.Random, name: str, number: int) -> str:
    host = name.replace(" ", "-").lower()
    link = f"[{name}](https://{host}.example/{_word(chance)}/docs{number}.html)"
    auth = chance.choice(("No", "`apiKey`", "`OAuth`"))
    text = _words(chance, chance.randint(4, 10))
    return f"| {link} | {text} | {auth} | {chance.choice(('Yes', 'No'))} | Unknown |\n"


def _name(chance: random.Random) -> str:
    return " ".join(_word(chance).capitalize() for _ in range(chance.randint(1, 3)))


def _words(chance: random.Random, count: int) -> str:
    return " ".join(_word(chance) for _ in range(count)).capitalize()


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 3)))
