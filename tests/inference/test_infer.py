from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rowcheck.engine.check import Pair, check
from rowcheck.inference import settings_text
from rowcheck.inference.evidence import About, Fit, GroupProposal, Habit, Place
from rowcheck.inference.infer import balanced, choose, infer, select
from rowcheck.markdown import documents
from rowcheck.rules import IDS
from rowcheck.settings import yaml_positions
from rowcheck.settings.settings import Settings, TableSettings, load_settings

EXAMPLE = Path(__file__).parents[2] / "examples" / "vision-language-models"
INFERRED = {"row-schema", "order", "duplicate"}


def settings_of(text: str, threshold: float = 0.99, path: str = "README.md") -> tuple[str, Settings]:
    """Return the settings inferred from a file, as text and as values."""
    written = settings_text.text(infer([documents.read(path, text)], threshold), threshold)
    return written, load_settings(written, ".github/rowcheck.yml", lambda _: None, IDS)


def reported(text: str, inferred: Settings) -> list[str]:
    """Return what the inferred rules report when every row is new, without what needs no settings."""
    silent = [replace(table, unique=()) if table.unique is None else table for table in inferred.tables]
    others = TableSettings("others", unique=())
    report = check([Pair("README.md", None, text)], replace(inferred, tables=(*silent, others)))
    return [f"{each.line}: {each.message}" for each in report.findings if each.rule in INFERRED]


def catalogue(count: int = 60) -> str:
    """Return a catalogue of services, sorted by name."""
    rows = (
        f"| [Svc {n:03}](https://s{n}.example/docs) | Does thing number {n} very well"
        f" | {('`apiKey`', 'No', '`OAuth`')[n % 3]} | {('Yes', 'No')[n % 2]} |"
        for n in range(count)
    )
    return (
        "\n".join(["## Services", "", "| Service | Description | Auth | HTTPS |", "|-|-|-|-|", *rows]) + "\n"
    )


def test_the_settings_of_a_catalogue() -> None:
    text, _ = settings_of(catalogue())
    assert (
        text.split("\n\n", 1)[1]
        == r"""files: [README.md]

tables:
  # 60 rows in 1 table
  services:
    match:
      columns: [Service, Description, Auth, HTTPS]
    row:
      required: [Service, Description, Auth, HTTPS]
      properties:
        Service:
          $ref: rowcheck:link
          properties:
            text: {minLength: 1, not: {pattern: '^https?://'}, description: links have a text of their own}
            url: {pattern: '^https://[^/]', description: links here begin with https://}
        Description:
          maxLength: 50
          allOf:
            - {pattern: '^[^\p{Ll}]', errorMessage: "'{column}' should begin with a capital letter"}
            - {pattern: '[^.,:;!?]$', errorMessage: "'{column}' should not end with punctuation"}
        Auth:
          $ref: rowcheck:markdown
          enum: ['`apiKey`', 'No', '`OAuth`']
        HTTPS:
          enum: ['Yes', 'No']
    order:
      - {by: Service}
    unique:
      - {by: Service.url, as: work, scope: file}
      - {by: Service.text, as: title, scope: file}
    rules: {row-style: warning} # a pipe at both ends, one space around cells
"""
    )


def test_the_settings_of_the_example_are_nearly_those_written_by_hand() -> None:
    """The rows do not show a second key and one wider scope."""
    text = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    by_hand = yaml_positions.read(
        (EXAMPLE / ".github" / "rowcheck.yml").read_text(encoding="utf-8"), "a.yml"
    ).value
    inferred = yaml_positions.read(settings_of(text)[0], "a.yml").value
    assert inferred["files"] == by_hand["files"]
    assert list(inferred["tables"]) == ["datasets for vlm pre-training", "datasets", "papers"]
    assert differences(by_hand, inferred) == [
        ("pre-training datasets", "order", [{"by": "Year", "as": "year"}]),
        (
            "pre-training datasets",
            "unique",
            [{"by": "Dataset.url", "as": "work", "scope": "file"}, {"by": "Dataset.text", "as": "title"}],
        ),
    ]


def differences(by_hand: Any, inferred: Any) -> list[tuple[str, str, Any]]:
    """Return what differs for each table, in order, without severities."""
    pairs = zip(by_hand["tables"].items(), inferred["tables"].values(), strict=True)
    return [
        (name, key, other.get(key))
        for (name, mine), other in pairs
        for key in sorted({*mine, *other} - {"rules"})
        if mine.get(key) != other.get(key)
    ]


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        pytest.param(
            "| Svc 020a | Does it very well | No | Yes |",
            "'Service' should be a link",
            id="a name without a link",
        ),
        pytest.param(
            "| [Svc 020a](http://a.example/) | Does it very well | No | Yes |",
            "links here begin with https://",
            id="an http address",
        ),
        pytest.param(
            "| [Svc 020a](https://a.example/) | does it very well | No | Yes |",
            "should begin with a capital letter",
            id="a lower-case sentence",
        ),
        pytest.param(
            "| [Svc 020a](https://a.example/) | Does it very well | apiKey | Yes |",
            "'Auth' should be '`apiKey`'",
            id="a value without code marks",
        ),
        pytest.param(
            "| [Svc 020a](https://a.example/) | Does it very well | No | yes |",
            "'HTTPS' should be 'Yes'",
            id="a value in another case",
        ),
        pytest.param("| [Svc 020a](https://a.example/) |  | No | Yes |", "'Description'", id="an empty cell"),
        pytest.param(
            "| [Svc 900](https://a.example/) | Does it very well | No | Yes |",
            "belongs below",
            id="a row out of order",
        ),
        pytest.param(
            "| [Svc 020a](https://s9.example/docs/) | Does it very well | No | Yes |",
            "has the same link as 'Svc 009'",
            id="a link that is listed already",
        ),
    ],
)
def test_a_row_that_breaks_an_inferred_rule_isreported(broken: str, expected: str) -> None:
    base = catalogue()
    _, own = settings_of(base)
    lines = base.splitlines()
    at = next(index for index, line in enumerate(lines) if "Svc 020" in line) + 1
    head = "\n".join([*lines[:at], broken, *lines[at:]]) + "\n"
    found = [each.message for each in check([Pair("README.md", base, head)], own).findings]
    assert any(expected in message for message in found), found


CELLS = st.sampled_from(
    [
        *(
            "[A](https://a.example)",
            "[B](http://b.example/x)",
            "[Code](https://c.example)",
            "`code`",
            "-",
            "",
        ),
        *(
            "2020",
            "1999",
            "60,000",
            "5.4M",
            "2024-03-31",
            "CVPR 2024",
            "v1.2",
            "Yes",
            "No",
            "**No**",
            "x" * 60,
        ),
        *(
            "<a href='https://a.example'>a</a>",
            "![i](https://i.example/i.png)",
            "A sentence of some words.",
            "論文",
        ),
    ]
)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=5, max_size=25)


@given(ROWS, st.sampled_from(["Name | Year | Code", "Paper | Published in | Code/Project", "API | Yes | No"]))
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_at_a_threshold_of_1_every_row_is_accepted(rows: list[tuple[str, str, str]], columns: str) -> None:
    body = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    text = f"# List\n\n| {columns} |\n| - | - | - |\n{body}"
    _, own = settings_of(text, threshold=1.0)
    assert reported(text, own) == []


@given(ROWS, st.sampled_from([0.8, 0.95, 0.99]))
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_the_threshold_bounds_how_many_rows_break_a_rule(
    rows: list[tuple[str, str, str]], threshold: float
) -> None:
    body = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    text = f"# List\n\n| Name | Year | Code |\n| - | - | - |\n{body}"
    _, own = settings_of(text, threshold)
    assert len({line.split(":")[0] for line in reported(text, own)}) <= (1 - threshold) * len(rows) + 1e-9


def test_tables_in_no_group_are_counted() -> None:
    text = f"{catalogue()}\n## More\n\n| Key | Meaning |\n| - | - |\n| a | b |\n"
    proposal = infer([documents.read("README.md", text)])
    assert (proposal.rows, proposal.other_tables, proposal.other_rows) == (61, 1, 1)
    comment = "unknown-table: 'off' # 1 table with 1 row in all match no entry"
    assert comment in settings_text.text(proposal, 0.99)


def test_without_rows_there_are_no_groups() -> None:
    assert infer([documents.read("README.md", "# Nothing\n")]).groups == ()


def corpus() -> list[Path]:
    """Return a few real lists, if there is a corpus."""
    folder = Path(os.environ.get("ROWCHECK_CORPUS", "corpus")) / "md"
    names = ("hoya012__deep_learning_object_detection", "jingyi0000__VLM_survey", "n0shake__Public-APIs")
    return [path for name in names for path in (folder / name).glob("README.md")]


@pytest.mark.parametrize("path", corpus(), ids=lambda path: path.parent.name)
def test_at_most_one_row_in_100_of_a_real_list_isreported(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    _, own = settings_of(text)
    rows = sum(len(table.rows) for table in documents.read("README.md", text).tables)
    assert len({line.split(":")[0] for line in reported(text, own)}) <= 0.01 * rows


ROWS = 100


def habit(
    says: str, *against: int, about: About = "cell", column: str = "", value: dict[str, Any] | None = None
) -> Habit:
    places = tuple(Place("README.md", line) for line in against)
    return Habit(about, column or says, says, {"enum": ["a"]} if value is None else value, Fit(ROWS, places))


def group(*kept: Habit) -> GroupProposal:
    return GroupProposal("papers", ("A", "B"), (), (), ROWS, rules=kept)


def sentences(habits: Sequence[Habit]) -> list[str]:
    return [each.sentence for each in habits]


@pytest.mark.parametrize(
    ("habits", "kept", "left"),
    [
        pytest.param([habit("a"), habit("b", 1)], ["a", "b"], [], id="a habit of 99 in 100 rows is a rule"),
        pytest.param([habit("a", 1, 2)], [], ["a"], id="a habit of 98 in 100 rows is a comment"),
        pytest.param([habit("a", *range(11))], [], [], id="a habit of 89 in 100 rows is dropped"),
        pytest.param(
            [habit("https", about="url", column="A"), habit("http", about="url", column="A")],
            ["https"],
            [],
            id="of two rules about one topic the first is kept",
        ),
        pytest.param(
            [habit("https", 1, 2, about="url", column="A"), habit("http", about="url", column="A")],
            ["http"],
            ["https"],
            id="a looser rule is kept if the stricter one is a comment",
        ),
    ],
)
def test_which_habits_become_rules(habits: list[Habit], kept: list[str], left: list[str]) -> None:
    found = choose(group(), habits, (), 0.99)
    assert (sentences(found.rules), sentences(found.comments)) == (kept, left)


@pytest.mark.parametrize(
    ("own", "ready", "kept"),
    [
        pytest.param(
            [habit("a")],
            habit("paper", about="row"),
            ["paper"],
            id="a schema that all rows fit replaces the habits",
        ),
        pytest.param(
            [habit("a")],
            habit("paper", 1, about="row"),
            ["paper"],
            id="a schema that all rows but one fit replaces the habits",
        ),
        pytest.param(
            [habit("a", 1)],
            habit("paper", 1, 2, about="row"),
            ["a"],
            id="a schema that fewer rows fit does not",
        ),
        pytest.param(
            [habit("sorted", about="order"), habit("a")],
            habit("paper", about="row"),
            ["paper", "sorted"],
            id="the order is kept beside a schema",
        ),
    ],
)
def test_when_a_ready_made_schema_is_used(own: list[Habit], ready: Habit, kept: list[str]) -> None:
    assert sentences(choose(group(), own, [ready], 0.99).rules) == kept


@pytest.mark.parametrize(
    ("kept", "threshold", "expected"),
    [
        pytest.param(
            [habit("a", 1), habit("b", 1)],
            0.99,
            ["a", "b"],
            id="rules that are broken by the same row are kept",
        ),
        pytest.param(
            [habit("a", 1), habit("b")], 1.0, ["b"], id="at a threshold of 1, no rule may be broken"
        ),
        pytest.param(
            [habit("a", 1, 2), habit("b", 3)], 0.98, ["b"], id="the rule that the most rows break is dropped"
        ),
        pytest.param(
            [habit("kind", 1, value={"$ref": "rowcheck:link"}), habit("look", 2, value={"pattern": "a"})],
            0.99,
            ["kind"],
            id="the kind of a cell is worth more than a pattern",
        ),
        pytest.param(
            [
                habit("links", 1, 2, column="A", value={"$ref": "rowcheck:link"}),
                habit("https", about="url", column="A"),
                habit("b"),
            ],
            0.99,
            ["b"],
            id="rules about links are dropped with the kind",
        ),
    ],
)
def test_enough_rows_obey_all_rules_together(
    kept: list[Habit], threshold: float, expected: list[str]
) -> None:
    (found,) = balanced([group(*kept)], ROWS, threshold)
    assert sentences(found.rules) == expected
    assert {*sentences(found.rules), *sentences(found.comments)} == set(sentences(kept))


def test_a_dropped_schema_is_replaced_by_the_habits_of_columns() -> None:
    ready, own = habit("paper", 1, about="row"), habit("a")
    (found,) = balanced([choose(group(), [own], [ready], 0.99)], 50, 0.99)
    assert sentences(found.rules) == ["a"]


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        pytest.param({"a": True, "b": True, "c": False}, ["a", "b"], id="the answers are those proposed"),
        pytest.param(
            {"a": True, "b": False, "c": True}, ["a", "c"], id="one rule is refused and one comment accepted"
        ),
    ],
)
def test_selected_rules_are_kept_and_the_others_become_comments(
    answers: dict[str, bool], kept: list[str]
) -> None:
    proposed = GroupProposal(
        "papers", (), (), (), ROWS, rules=(habit("a"), habit("b")), comments=(habit("c", 1, 2),)
    )
    found = select(proposed, lambda each, _: answers[each.sentence], 0.99)
    assert sentences(found.rules) == kept
    assert {*sentences(found.rules), *sentences(found.comments)} == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        pytest.param(
            True, ["paper", "sorted"], id="the habits that an accepted schema replaces are not offered"
        ),
        pytest.param(False, ["a", "sorted"], id="the habits that a refused schema replaces are offered"),
    ],
)
def test_what_is_offered_with_a_ready_made_schema(wanted: bool, kept: list[str]) -> None:
    own = (habit("a"), habit("b", 1, 2))
    paper, by_name = habit("paper", about="row"), habit("sorted", about="order")
    proposed = GroupProposal("papers", (), (), (), ROWS, rules=(paper, by_name), replaced=own)
    found = select(proposed, lambda habit, proposed: wanted if habit is paper else proposed, 0.99)
    assert sentences(found.rules) == kept
    assert "paper" not in sentences(found.comments)
