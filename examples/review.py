"""Show the review that the pull request of the example gets on GitHub: comments on lines, and a summary.

    python examples/review.py [FOLDER]

FOLDER has the repository made by demo.py (default: build/demo). The command runs as in a workflow, with its
environment and its event, and sends its requests over HTTP to the double of GitHub that the tests use: a
server on this machine with that repository. Requires rowcheck with the extras `github` and `double`.
The exit status is 0 if there is a comment on each line that expected.json names, and a second run writes
nothing; otherwise it is 1.
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
sys.path.insert(0, str(ROOT / "tests"))  # the double

from github_double.double import Double  # noqa: E402 - found by the line above
from github_double.state import ReviewComment  # noqa: E402

EXPECTED = ROOT / "examples" / "vision-language-models" / "expected.json"
IN_FULL = {148, 163, 182}
"""The lines whose comments are shown in full; of the others only the first line is shown."""
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
        print("$ rowcheck review   # in a workflow, after newcomer opened pull request 1", flush=True)
        written = review(double, folder)
        print(f"\n{len(written)} writes to GitHub: {', '.join(written)}")
        show(double, head)
        print("\n$ rowcheck review   # a second time")
        again = review(double, folder)
        print(f"\n{len(again)} writes to GitHub: {', '.join(again) or 'every comment is up to date'}")
        return verdict(double, again)


def review(double: Double, folder: Path) -> list[str]:
    """Run the command for the event of the pull request, and return the requests that write."""
    before = len(double.writes)
    files = folder.with_name(f"{folder.name}-workflow")
    environment = double.environ(files, "pull_request_target", double.pull_event("opened"))
    command = Path(sys.executable).with_name("rowcheck")
    done = subprocess.run(
        [command, "review"], env=environment | {"ROWCHECK_PAUSES": "off"}, stdout=subprocess.PIPE
    )
    if done.returncode != 1:
        raise SystemExit(f"review: exit status {done.returncode}, but there are findings to report")
    return [f"{entry.method} {entry.path}" for entry in double.writes[before:]]


def show(double: Double, head: list[str]) -> None:
    """Print the comments on the pull request as a page shows them."""
    comments = sorted(double.review_comments(1), key=lambda comment: comment.line or 0)
    for comment in comments:
        if comment.line in IN_FULL:
            print_frame(
                f"{comment.author} on {comment.path}, {line_numbers(comment)}", comment_text(comment, head)
            )
    print("\nand on other lines:\n")
    for comment in comments:
        if comment.line not in IN_FULL:
            button = "[suggestion]" if SUGGESTION.search(comment.body) else ""
            print(f"{line_numbers(comment):>14}  {button:12}  {first_line(plain(comment.body), 30)}")
    for summary in double.issue_comments(1):
        print_frame(f"{summary.author}, on the pull request", summary_text(summary.body))


def line_numbers(comment: ReviewComment) -> str:
    return f"lines {comment.start} to {comment.line}" if comment.start else f"line {comment.line}"


def comment_text(comment: ReviewComment, head: list[str]) -> Iterator[str]:
    """Yield the lines of a comment, with a suggestion as a diff."""
    suggestion = SUGGESTION.search(comment.body)
    text = comment.body[: suggestion.start()] if suggestion else comment.body
    yield from plain(text).split("\n")
    if suggestion and comment.line:
        yield from ("", "Suggested change:")
        yield from (f"- {line}" for line in head[(comment.start or comment.line) - 1 : comment.line])
        yield from (f"+ {line}" for line in suggestion[2].split("\n")[:-1])


def summary_text(text: str) -> Iterator[str]:
    """Yield the lines of the summary, with each folded block as one line."""
    for line in plain(FOLDED.sub(_folded, text)).split("\n"):
        if not re.fullmatch(r"[|\- ]+", line):
            yield "   ".join(cell.strip() for cell in line.strip("|").split(" | "))


def _folded(match: re.Match[str]) -> str:
    return f"▸ {re.sub('<.*?>', '`', match[1])} ({match[2].strip().count(chr(10)) - 1} lines)"


def plain(text: str) -> str:
    """Return text without the markup that a page does not show."""
    return CODE.sub(r"\2", HIDDEN.sub("", text).replace("**", "")).strip()


def first_line(text: str, taken: int) -> str:
    """Return the first line, shortened to the width of the terminal less `taken` columns."""
    first, room = text.split("\n", 1)[0], WIDTH - taken - 1
    return first if len(first) <= room else f"{first[: room - 1]}…"


def print_frame(title: str, text: Iterable[str]) -> None:
    print(f"\n┌─ {title} {'─' * max(0, WIDTH - len(title) - 5)}")
    for line in text:
        indent = "  " if line[:2] in ("- ", "+ ") else ""
        wrapped = textwrap.wrap(line, WIDTH - 4, subsequent_indent=indent, break_on_hyphens=False)
        print("\n".join(f"│ {part}".rstrip() for part in wrapped or [""]))
    print(f"└{'─' * (WIDTH - 2)}")


def verdict(double: Double, again: list[str]) -> int:
    """Compare the comments with those expected, print the result, and return the exit status."""
    expected = sorted(finding["line"] for finding in json.loads(EXPECTED.read_text(encoding="utf-8")))
    lines = sorted(comment.line or 0 for comment in double.review_comments(1))
    wrong = [*double.violations, *(f"the second run wrote: {write}" for write in again)]
    if lines != expected:
        wrong.append(f"there are comments on lines {lines}, expected {expected}")
    for line in wrong:
        print(f"review: {line}", file=sys.stderr)
    if not wrong:
        print(f"\nreview: {len(lines)} comments, as expected, and none twice")
    return 1 if wrong else 0


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
