from __future__ import annotations

import re

import pytest

from rowcheck.inference import written
from rowcheck.inference.evidence import Fit, Place
from rowcheck.inference.habit import Group, Habit, Proposal
from rowcheck.inference.infer import infer
from rowcheck.inference.style import ALIKE
from rowcheck.markdown import documents
from rowcheck.rules import IDS
from rowcheck.settings.settings import load_settings


def noisy() -> str:
    """A list of which nearly every habit is broken by a few rows, each by others."""
    rows = [
        [
            f"[Svc {n:03}](https://s{n}.example/docs)",
            f"Does thing number {n} very well",
            ("`apiKey`", "No")[n % 2],
            ("Yes", "No")[n % 2],
            f"[Code](https://github.com/x/{n})",
            f"v1.{n}",
        ]
        for n in range(80)
    ]
    for n, (column, cell) in enumerate(
        [
            *((0, f"[Svc {n:03}](http://s{n}.example/docs)") for n in (1, 2, 3)),
            *((0, f"[Svc 004](https://s{n}.example)") for n in (4, 5, 6)),
            *((1, text) for text in ("does no good at all.", "", "such a mess.")),
            *((2, "apiKey"), (2, ""), (2, "maybe")),
            *((3, "yes"), (3, "no"), (3, "")),
            *((4, "none yet"), (4, "[Repo](http://x.example)"), (4, "[Site](http://y.example)")),
            *((5, "new"), (5, "old"), (5, "")),
        ]
    ):
        rows[3 * n + 1][column] = cell
    rows[10], rows[50] = rows[50], rows[10]
    body = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"# Services\n\n| Service | Description | Auth | HTTPS | Code | Version |\n{'|-' * 6}|\n{body}"


def test_every_comment_can_be_made_a_rule() -> None:
    """One at a time, with what stands below it; one that says so in place of the rule above."""
    text = written.text(infer([documents.read("README.md", noisy())]), 0.99)
    lines = text.splitlines()
    comments = [at for at, line in enumerate(lines) if re.match(r" {4,}# (?! )", line)]
    assert len(comments) > 10, text
    for at in comments:
        changed = uncommented(lines, at)
        read = load_settings("\n".join(changed), ".github/rowcheck.yml", lambda _: None, IDS)
        assert len(read.tables) == 1


def uncommented(lines: list[str], at: int) -> list[str]:
    indent = lines[at].index("#")
    end = at + 1
    while end < len(lines) and lines[end].startswith(f"{' ' * indent}#   "):
        end += 1
    taken = [f"{' ' * indent}{line[indent + 2 :]}" for line in lines[at:end]]
    instead = re.search(r", in place of '(\w+)' above$", lines[at])
    above = lines[:at]
    if instead:
        above.remove(
            next(line for line in reversed(above) if line.startswith(f"{' ' * indent}{instead[1]}: "))
        )
    return [*above, *taken, *lines[end:]]


@pytest.mark.parametrize(
    ("against", "wanted", "expected"),
    [
        pytest.param(0, True, "    rules: {row-style: warning} # a pipe at both ends", id="what all obey"),
        pytest.param(1, True, "    rules: {row-style: warning} # 99 %: a pipe at both ends", id="nearly all"),
        pytest.param(5, False, '    # rules: {row-style: "off"} # 95 %', id="a comment where too few do"),
        pytest.param(0, False, '    rules: {row-style: "off"}', id="off where somebody refused it"),
    ],
)
def test_the_style_of_rows(against: int, wanted: bool, expected: str) -> None:
    fit = Fit(100, tuple(Place("README.md", line) for line in range(against)))
    habit = Habit("style", "", f"{ALIKE}a pipe at both ends", {"row-style": "warning"}, fit)
    kept, left = ((habit,), ()) if wanted else ((), (habit,))
    group = Group("tools", ("Tool",), (), (), 100, kept=kept, left=left)
    text = written.text(Proposal(("README.md",), (group,), 100, 0, 0), 0.99)
    assert text.splitlines()[-1] == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("README.md", True, id="a Markdown file"),
        pytest.param("docs/papers.markdown", True, id="one of the longer name, in a folder"),
        pytest.param("contributors.md", True, id="a list of people"),
        pytest.param("CONTRIBUTING.md", False, id="what shows how a row is written"),
        pytest.param("docs/contributing.zh.md", False, id="the same in another language"),
        pytest.param(".github/PULL_REQUEST_TEMPLATE.md", False, id="what contributors fill in"),
        pytest.param(".github/list.md", False, id="what is for GitHub"),
        pytest.param("README.txt", False, id="another kind of file"),
    ],
)
def test_a_list_is_no_file_about_it(path: str, expected: bool) -> None:
    assert written.is_list(path) is expected


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param(["README.md"], ["README.md"], id="one"),
        pytest.param(["a.md", "b/c.md"], ["a.md", "b/c.md"], id="a few"),
        pytest.param([f"docs/{n}.md" for n in range(9)], ["docs/**/*.md"], id="many in a folder"),
        pytest.param([f"{n}.md" for n in range(9)], ["*.md"], id="many at the top"),
        pytest.param(
            ["README.md", *(f"{n}/a.md" for n in "abcd")],
            ["README.md", "a/**/*.md", "b/**/*.md", "c/**/*.md", "d/**/*.md"],
            id="one at the top and some folders",
        ),
        pytest.param([f"{n}/a.md" for n in range(9)], ["**/*.md"], id="many folders"),
    ],
)
def test_files(paths: list[str], expected: list[str]) -> None:
    assert written.files(paths) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1.0, "100 %"), (0.99, "99 %"), (0.9906, "99.1 %"), (0.9998, "99.98 %"), (0.5, "50 %")],
)
def test_a_share_is_never_rounded_to_all(value: float, expected: str) -> None:
    assert written.share(value) == expected
