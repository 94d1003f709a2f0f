"""A validator of a list in one pass over its lines, which rowcheck is timed against.

Many lists have such a script: regular expressions, without a Markdown parser, settings, or a comparison of
versions. It takes each line that begins with a pipe for a row, so it accepts rows that GitHub does not
render, and it reports old problems to every contributor. Run as `python lines.py README.md`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

COLUMNS = 5
MAX_CHARACTERS = 100
AUTH = {"No", "`apiKey`", "`OAuth`", "`X-Mashape-Key`", "`User-Agent`"}
HTTPS = {"Yes", "No"}
CORS = {"Yes", "No", "Unknown"}

HEADING = re.compile(r"^#{2,4}\s+(.+?)\s*$")
DELIMITER = re.compile(r"^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
LINK = re.compile(r"^\[([^\]]+)\]\((https?://[^\s)]+)\)$")


def problems(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and message of each problem."""
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
            yield from ((number, problem) for problem in _cell_problems(title, cells))
            if title.casefold() < last:
                yield number, f"{title} is out of order in {section}"
            last = title.casefold()
            key = url.rstrip("/").casefold()
            if key in urls:
                yield number, f"{url} is on line {urls[key]} already"
            urls.setdefault(key, number)


def _cell_problems(title: str, cells: list[str]) -> Iterator[str]:
    description, auth, https, cors = cells[1:5]
    if title.endswith(" API"):
        yield f"{title} ends in API"
    if not description or not description[0].isupper():
        yield "description without a capital letter"
    elif description[-1] in ".,:;!?":
        yield f"description ends in {description[-1]}"
    if len(description) > MAX_CHARACTERS:
        yield f"description has {len(description)} characters"
    for value, allowed in ((auth, AUTH), (https, HTTPS), (cors, CORS)):
        if value not in allowed:
            yield f"{value} is not one of {', '.join(sorted(allowed))}"


def main(path: str) -> int:
    """Print the problems of a file; return 1 where there are any."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123  pathlib would cost it start-up time
        lines = [f"{path}:{line}: {problem}\n" for line, problem in problems(file.read())]
    sys.stdout.write("".join(lines))
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
