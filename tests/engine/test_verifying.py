from __future__ import annotations

from collections.abc import Iterator

import pytest

from rowcheck.compare.edits import apply_edits
from rowcheck.engine.judging import File, Judgement, World, judge
from rowcheck.engine.verifying import verified
from rowcheck.rules.rule import Listing
from rowcheck.settings.settings import Settings

TABLE = """\
| API | Auth |
| --- | --- |
| [Ants](https://ants.example) | No |
| [Bees](https://bees.example) | No |
"""


def judged(base: str, head: str) -> Judgement:
    file = File.read("list.md", base, head)
    world = World(Settings(), Listing((file.base,)), Listing((file.head,)))
    return verified(judge(file, world), world)


def offered(judgement: Judgement) -> Iterator[str]:
    for found in judgement.found:
        if found.finding.fix:
            yield found.finding.fix.title


@pytest.mark.parametrize(
    ("head", "titles"),
    [
        pytest.param(
            f"{TABLE}\n| [Cats](https://cats.example) | No |\n",
            ["Join the table"],
            id="a fix that leaves nothing wrong is offered",
        ),
        pytest.param(
            f"{TABLE}    | [Cats](https://cats.example) | No |\nThanks.\n",
            [],
            id="a fix that would make a row of the next line is not",
        ),
        pytest.param(
            f"{TABLE}| [Cats](https://cats.example) |\n",
            [],
            id="a fault without a candidate has none",
        ),
    ],
)
def test_only_fixes_that_hold_are_offered(head: str, titles: list[str]) -> None:
    assert list(offered(judged(TABLE, head))) == titles


def test_an_offered_fix_changes_its_own_lines_only() -> None:
    judgement = judged(TABLE, f"# A\n\n{TABLE}\n| [Cats](https://cats.example) | No |\n\nThe end.\n")
    (fix,) = [found.finding.fix for found in judgement.found if found.finding.fix]
    before = judgement.file.head.lines
    after = apply_edits(before, fix.edits)
    gone = [line for edit in fix.edits for line in range(edit.line, edit.end_line + 1)]
    assert list(after) == [text for line, text in enumerate(before, 1) if line not in gone]
