"""The plain validator that rowcheck is timed against: one pass, line by line, with expressions.

What lists with a check of their own run today: no Markdown parser, no second version, no settings.
A row is what begins with a pipe, so rows that GitHub does not render pass and old faults are
blamed on everyone. Standard library only, and run as its own process: `python lines.py README.md`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

COLUMNS = 5
MOST_CHARACTERS = 100
AUTH = {"No", "`apiKey`", "`OAuth`", "`X-Mashape-Key`", "`User-Agent`"}
HTTPS = {"Yes", "No"}
CORS = {"Yes", "No", "Unknown"}

HEADING = re.compile(r"^#{2,4}\s+(.+?)\s*$")
DELIMITER = re.compile(r"^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
LINK = re.compile(r"^\[([^\]]+)\]\((https?://[^\s)]+)\)$")


def faults(text: str) -> Iterator[tuple[int, str]]:
    """Line and sentence of everything wrong in a list."""
    section = ""
    last = ""
    urls: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if heading := HEADING.match(line):
            section, last = heading.group(1), ""
        elif line.startswith("|") and not DELIMITER.match(line):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if len(cells) < COLUMNS:
                yield number, f"{len(cells)} cells, expected {COLUMNS}"
                continue
            link = LINK.match(cells[0])
            if link is None:
                yield number, f"no link in {cells[0]}"
                continue
            title, url = link.groups()
            yield from ((number, fault) for fault in _cell_faults(title, cells))
            if title.casefold() < last:
                yield number, f"{title} is out of order in {section}"
            last = title.casefold()
            key = url.rstrip("/").casefold()
            if key in urls:
                yield number, f"{url} is on line {urls[key]} already"
            urls.setdefault(key, number)


def _cell_faults(title: str, cells: list[str]) -> Iterator[str]:
    """What is wrong within the cells of one row."""
    description, auth, https, cors = cells[1:5]
    if title.endswith(" API"):
        yield f"{title} ends in API"
    if not description or not description[0].isupper():
        yield "description without a capital letter"
    elif description[-1] in ".,:;!?":
        yield f"description ends in {description[-1]}"
    if len(description) > MOST_CHARACTERS:
        yield f"description has {len(description)} characters"
    for value, known in ((auth, AUTH), (https, HTTPS), (cors, CORS)):
        if value not in known:
            yield f"{value} is none of {', '.join(sorted(known))}"


def main(path: str) -> int:
    """Print what is wrong in a file; the number of faults decides the exit status."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123  pathlib would cost it start-up time
        found = list(faults(file.read()))
    sys.stdout.write("".join(f"{path}:{line}: {fault}\n" for line, fault in found))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
