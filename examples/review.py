"""Shows what the example's pull request would get on GitHub: comments on its lines, and a summary.

    python examples/review.py [FOLDER]

FOLDER holds the repository that demo.py made (build/demo when not given). The command is the real
one, with the environment and the event that a workflow gives it, and it talks HTTP to GitHub; only
that GitHub is played by the double of the tests, a server on this machine over that repository.
Needs rowcheck with its extras `github` and `double`. Exit status 0 when a comment stands on each
line that expected.json names and a second run has nothing left to write, 1 otherwise.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # where the double lives

from github_double.double import Double  # noqa: E402 - found by the line above
from github_double.state import ReviewComment  # noqa: E402

EXPECTED = ROOT / "examples" / "vision-language-models" / "expected.json"
IN_FULL = {148, 163, 182}
"""The lines whose comments are shown whole; of the others the first line is enough."""
WIDTH = shutil.get_terminal_size((100, 24)).columns

SUGGESTION = re.compile(r"^(`{3,})suggestion\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
FOLDED = re.compile(r"<details><summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
HIDDEN = re.compile(r"<!--.*?-->", re.DOTALL)
CODE = re.compile(r"(`+)(.+?)\1(?!`)")


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else "build/demo").resolve()
    head = git(folder, "show", "pull-request:README.md").split("\n")
    with Double.start(folder) as double:
        double.open_pull("pull-request", author="newcomer", title="Add datasets and papers")
        print("$ rowcheck review   # in a workflow, when newcomer has opened pull request 1", flush=True)
        written = review(double, folder)
        print(f"\n{len(written)} writes to GitHub: {', '.join(written)}")
        show(double, head)
        print("\n$ rowcheck review   # when it runs once more")
        again = review(double, folder)
        print(f"\n{len(again)} writes to GitHub: {', '.join(again) or 'everything stands as it should'}")
        return verdict(double, again)


def review(double: Double, folder: Path) -> list[str]:
    """Runs the command for the pull request's event; the writing requests that it made."""
    before = len(double.writes)
    files = folder.with_name(f"{folder.name}-workflow")
    environment = double.environ(files, "pull_request_target", double.pull_event("opened"))
    command = Path(sys.executable).with_name("rowcheck")
    done = subprocess.run(
        [command, "review"], env=environment | {"ROWCHECK_PAUSES": "off"}, stdout=subprocess.PIPE
    )
    if done.returncode != 1:
        raise SystemExit(f"review: exit status {done.returncode}, where faults were to be found")
    return [f"{entry.method} {entry.path}" for entry in double.writes[before:]]


def show(double: Double, head: list[str]) -> None:
    """What stands on the pull request, as a page would show it."""
    comments = sorted(double.review_comments(1), key=lambda comment: comment.line or 0)
    for comment in comments:
        if comment.line in IN_FULL:
            framed(f"{comment.author} on {comment.path}, {lines(comment)}", spoken(comment, head))
    print("\nand on other lines:\n")
    for comment in comments:
        if comment.line not in IN_FULL:
            button = "[suggestion]" if SUGGESTION.search(comment.body) else ""
            print(f"{lines(comment):>14}  {button:12}  {shortened(plain(comment.body), 30)}")
    for summary in double.issue_comments(1):
        framed(f"{summary.author}, below", folded(summary.body))


def lines(comment: ReviewComment) -> str:
    return f"lines {comment.start} to {comment.line}" if comment.start else f"line {comment.line}"


def spoken(comment: ReviewComment, head: list[str]) -> Iterator[str]:
    """The lines of a comment; a suggestion as what it takes away and what it puts there."""
    found = SUGGESTION.search(comment.body)
    text = comment.body[: found.start()] if found else comment.body
    yield from plain(text).split("\n")
    if found and comment.line:
        yield from ("", "Suggested change:")
        yield from (f"- {line}" for line in head[(comment.start or comment.line) - 1 : comment.line])
        yield from (f"+ {line}" for line in found[2].split("\n")[:-1])


def folded(text: str) -> Iterator[str]:
    """The lines of the summary, with what is unfolded by a click as one line."""
    for line in plain(FOLDED.sub(_closed, text)).split("\n"):
        if not re.fullmatch(r"[|\- ]+", line):
            yield "   ".join(cell.strip() for cell in line.strip("|").split(" | "))


def _closed(found: re.Match[str]) -> str:
    return f"▸ {re.sub('<.*?>', '`', found[1])} ({found[2].strip().count(chr(10)) - 1} lines)"


def plain(text: str) -> str:
    """Text without the marks that a page does not show."""
    return CODE.sub(r"\2", HIDDEN.sub("", text).replace("**", "")).strip()


def shortened(text: str, taken: int) -> str:
    """The first line, as far as the terminal shows it beside what is taken."""
    first, room = text.split("\n", 1)[0], WIDTH - taken - 1
    return first if len(first) <= room else f"{first[: room - 1]}…"


def framed(title: str, text: Iterable[str]) -> None:
    print(f"\n┌─ {title} {'─' * max(0, WIDTH - len(title) - 5)}")
    for line in text:
        indent = "  " if line[:2] in ("- ", "+ ") else ""
        wrapped = textwrap.wrap(line, WIDTH - 4, subsequent_indent=indent, break_on_hyphens=False)
        print("\n".join(f"│ {part}".rstrip() for part in wrapped or [""]))
    print(f"└{'─' * (WIDTH - 2)}")


def verdict(double: Double, again: list[str]) -> int:
    """Compares with what is expected, and says so."""
    expected = sorted(fault["line"] for fault in json.loads(EXPECTED.read_text(encoding="utf-8")))
    found = sorted(comment.line or 0 for comment in double.review_comments(1))
    wrong = [*double.violations, *(f"the second run wrote: {write}" for write in again)]
    if found != expected:
        wrong.append(f"there are comments on lines {found}, where {expected} were expected")
    for line in wrong:
        print(f"review: {line}", file=sys.stderr)
    if not wrong:
        print(f"\nreview: {len(found)} comments, as expected, and nothing twice")
    return 1 if wrong else 0


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
