"""Lists to measure with: made up in the size and shape of a large catalogue, or real ones of a corpus."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from pathlib import Path

ROWS, SECTIONS = 1706, 53
"""The shape of public-apis' README.md in 2022: 238 KB."""

_HEADER = "API | Description | Auth | HTTPS | CORS |\n|:---|:---|:---|:---|:---|\n"
_FOOTER = "\n**[⬆ Back to Index](#index)**\n<br >\n<br >\n"
_SYLLABLES = tuple(consonant + vowel for consonant in "bdfghklmnprstvwz" for vowel in "aeiou")
_ROW_START = "\n| ["


@dataclass(frozen=True, slots=True)
class Change:
    """A list before and after a change."""

    base: str
    head: str

    @property
    def rows(self) -> int:
        """The number of rows before the change."""
        return self.base.count(_ROW_START)


def catalogue(rows: int = ROWS, sections: int = SECTIONS) -> str:
    """Return a list of `rows` sorted rows in `sections` tables, the same for the same numbers."""
    chance = random.Random(rows)
    sizes = [rows // sections + (index < rows % sections) for index in range(sections)]
    parts = [f"# Catalogue\n\n{_words(chance, 60)}.\n"]
    for index, size in enumerate(sizes):
        names = sorted((_name(chance) for _ in range(size)), key=str.casefold)
        table = "".join(_row(chance, name, number) for number, name in enumerate(names))
        parts.append(f"\n### Section {index + 1}\n{_HEADER}{table}{_FOOTER}")
    return "".join(parts)


def with_one_more_row(text: str) -> Change:
    """Add a correct row below the row in the middle, sorted next to it."""
    start = text.rfind(_ROW_START, 0, max(len(text) // 2, text.find(_ROW_START) + 1))
    end = text.index("\n", start + 1)
    name = text[start + len(_ROW_START) : text.index("]", start)]
    row = f"\n| [{name} Plus](https://plus.example/{end}) | One row more | No | Yes | Unknown |"
    return Change(text, text[:end] + row + text[end:])


def with_unfinished_rows(text: str, count: int) -> Change:
    """Add `count` rows without their last pipe, each below another row; a fix adds the pipe."""
    lines = text.split("\n")
    rows = [number for number, line in enumerate(lines) if line.startswith(_ROW_START[1:])]
    for index in reversed(range(count)):
        place = rows[index * len(rows) // count]
        name = lines[place].partition("]")[0].removeprefix(_ROW_START[1:])
        row = f"| [{name} Plus](https://plus.example/{index}) | One row more | No | Yes | Unknown"
        lines.insert(place + 1, row)
    return Change(text, "\n".join(lines))


def corpus() -> Path | None:
    """Return the folder ROWCHECK_CORPUS, or shared/corpus beside the checkout; None where it is missing."""
    beside = Path(__file__).parents[2] / "shared" / "corpus"
    named = os.environ.get("ROWCHECK_CORPUS")
    folder = Path(named) if named else beside
    return folder if folder.is_dir() else None


def real_catalogue(corpus: Path) -> str | None:
    """Return public-apis' list, None where the corpus does not have it."""
    path = corpus / "md" / "public-apis__public-apis" / "README.md"
    return path.read_text(encoding="utf-8") if path.is_file() else None


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
