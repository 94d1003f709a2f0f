from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.inference import settings_text
from rowcheck.inference.evidence import Fit, GroupProposal, Habit, Place, Proposal
from rowcheck.inference.infer import infer
from rowcheck.inference.settings_text import Line, yaml_line
from rowcheck.inference.style import ALIKE
from rowcheck.markdown import documents
from rowcheck.rules import IDS
from rowcheck.settings import yaml_positions
from rowcheck.settings.settings import load_settings


def noisy() -> str:
    """Return a list in which nearly every habit is broken by a few rows, each by others."""
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


def test_every_comment_is_a_rule_without_its_number_sign() -> None:
    # One comment at a time, with the lines below it; where its note says so, in place of the rule above.
    text = settings_text.text(infer([documents.read("README.md", noisy())]), 0.99)
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
        pytest.param(
            0, True, "    rules: {row-style: warning} # a pipe at both ends", id="a style that all rows have"
        ),
        pytest.param(
            1,
            True,
            "    rules: {row-style: warning} # 99 %: a pipe at both ends",
            id="a style that nearly all rows have",
        ),
        pytest.param(
            5, False, "    # rules: {row-style: 'off'} # 95 %", id="a style of too few rows is a comment"
        ),
        pytest.param(0, False, "    rules: {row-style: 'off'}", id="a refused style is switched off"),
    ],
)
def test_the_severity_of_row_style(against: int, wanted: bool, expected: str) -> None:
    fit = Fit(100, tuple(Place("README.md", line) for line in range(against)))
    habit = Habit("style", "", f"{ALIKE}a pipe at both ends", {"row-style": "warning"}, fit)
    kept, left = ((habit,), ()) if wanted else ((), (habit,))
    group = GroupProposal("tools", ("Tool",), (), (), 100, rules=kept, comments=left)
    text = settings_text.text(Proposal(("README.md",), (group,), 100, 0, 0), 0.99)
    assert text.splitlines()[-1] == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("README.md", True, id="a Markdown file"),
        pytest.param("docs/papers.markdown", True, id="a file ending in .markdown in a folder"),
        pytest.param("contributors.md", True, id="a list of people"),
        pytest.param("CONTRIBUTING.md", False, id="the guide for contributors"),
        pytest.param("docs/contributing.zh.md", False, id="the guide in another language"),
        pytest.param(".github/PULL_REQUEST_TEMPLATE.md", False, id="the template of pull requests"),
        pytest.param(".github/list.md", False, id="a file in .github"),
        pytest.param("README.txt", False, id="a file that is not Markdown"),
    ],
)
def test_which_files_may_hold_the_list(path: str, expected: bool) -> None:
    assert settings_text.is_list(path) is expected


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param(["README.md"], ["README.md"], id="one file"),
        pytest.param(["a.md", "b/c.md"], ["a.md", "b/c.md"], id="a few files"),
        pytest.param([f"docs/{n}.md" for n in range(9)], ["docs/**/*.md"], id="many files in a folder"),
        pytest.param([f"{n}.md" for n in range(9)], ["*.md"], id="many files at the top"),
        pytest.param(
            ["README.md", *(f"{n}/a.md" for n in "abcd")],
            ["README.md", "a/**/*.md", "b/**/*.md", "c/**/*.md", "d/**/*.md"],
            id="one file at the top and some folders",
        ),
        pytest.param([f"{n}/a.md" for n in range(9)], ["**/*.md"], id="many folders"),
    ],
)
def test_the_files_of_the_settings(paths: list[str], expected: list[str]) -> None:
    assert settings_text.files(paths) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1.0, "100 %"), (0.99, "99 %"), (0.9906, "99.1 %"), (0.9998, "99.98 %"), (0.5, "50 %")],
)
def test_a_share_is_never_rounded_to_100(value: float, expected: str) -> None:
    assert settings_text.share(value) == expected


RULE, COMMENT = Line("a: 1"), Line("b: 2", is_rule=False)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(RULE, ["a: 1"], id="a rule"),
        pytest.param(COMMENT, ["# b: 2"], id="a comment"),
        pytest.param(
            Line("it:", below=(RULE, COMMENT)),
            ["it:", "  a: 1", "  # b: 2"],
            id="a comment is indented as a rule",
        ),
        pytest.param(
            Line("it:", below=(COMMENT,)),
            ["# it:", "#   b: 2"],
            id="a line without a rule below is a comment",
        ),
        pytest.param(
            Line("it:", below=(Line("in:", below=(COMMENT,)), RULE)),
            ["it:", "  # in:", "  #   b: 2", "  a: 1"],
            id="a comment below a comment",
        ),
    ],
)
def test_how_lines_are_commented_out(line: Line, expected: list[str]) -> None:
    assert list(line.rendered("")) == expected


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    TEXT | st.integers(-(10**9), 10**9) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("Published in", "Published in", id="words need no quotes"),
        pytest.param("Yes", "'Yes'", id="words that YAML 1.1 reads as true or false are quoted"),
        pytest.param("2024", "'2024'", id="digits that YAML reads as a number are quoted"),
        pytest.param("2024-03-31", "'2024-03-31'", id="a date is quoted"),
        pytest.param("", "''", id="the empty text is quoted"),
        pytest.param("-", "'-'", id="a dash is quoted"),
        pytest.param("rowcheck:link", "rowcheck:link", id="a kind of cell needs no quotes"),
        pytest.param("论文", "论文", id="words of any language need no quotes"),
        pytest.param("🚫", "🚫", id="emoji are not escaped"),
        pytest.param("a: b", "'a: b'", id="a colon is quoted"),
        pytest.param("a #1", "'a #1'", id="a number sign is quoted"),
        pytest.param(r"[.]\d", r"'[.]\d'", id="a backslash is not escaped"),
        pytest.param(["Yes", 1, None, True], "['Yes', 1, null, true]", id="a list is on one line"),
        pytest.param({"by": "Year", "as": "year"}, "{by: Year, as: year}", id="a mapping is on one line"),
    ],
)
def test_a_value_is_one_line_of_yaml(value: Any, expected: str) -> None:
    assert yaml_line("it", value) == f"it: {expected}"
    assert yaml_line(None, value) == f"- {expected}"


def test_a_long_title_is_on_one_line() -> None:
    title = "a title " * 100 + "."
    assert yaml_line(title, None) == f"{title}:"


@given(VALUES)
def test_a_value_is_read_back_by_the_reader_of_settings(value: Any) -> None:
    expected = {"it": value}
    assert yaml_positions.read(yaml_line("it", value), "a.yml").value == expected


@given(TEXT, TEXT)
def test_a_text_is_read_back_as_a_text_by_readers_of_yaml_1_1(key: str, text: str) -> None:
    assert yaml.safe_load(yaml_line(key, text)) == {key: text}
