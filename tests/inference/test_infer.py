from __future__ import annotations

from collections.abc import Sequence
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
    """The settings inferred from a file, as text and as read."""
    said = settings_text.text(infer([documents.read(path, text)], threshold), threshold)
    return said, load_settings(said, ".github/rowcheck.yml", lambda _: None, IDS)


def blamed(text: str, said: Settings) -> list[str]:
    """What the inferred rules say when every row is a new one; not what is looked for without settings."""
    silent = [table._replace(unique=()) if table.unique is None else table for table in said.tables]
    others = TableSettings("others", unique=())
    report = check([Pair("README.md", None, text)], said._replace(tables=(*silent, others)))
    return [f"{each.line}: {each.message}" for each in report.findings if each.rule in INFERRED]


def catalogue(count: int = 60) -> str:
    """A catalogue of services, sorted by name."""
    rows = (
        f"| [Svc {n:03}](https://s{n}.example/docs) | Does thing number {n} very well"
        f" | {('`apiKey`', 'No', '`OAuth`')[n % 3]} | {('Yes', 'No')[n % 2]} |"
        for n in range(count)
    )
    return (
        "\n".join(["## Services", "", "| Service | Description | Auth | HTTPS |", "|-|-|-|-|", *rows]) + "\n"
    )


def test_a_catalogue_gets_the_settings_that_its_maintainer_would_have_written() -> None:
    said, _ = settings_of(catalogue())
    assert (
        said.split("\n\n", 1)[1]
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


def test_the_example_gets_nearly_the_settings_written_by_hand() -> None:
    """The maintainer's second key of one table, and one wider scope, are all that the rows do not show."""
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
    """What was inferred otherwise for each table but for severities, the tables taken in their order."""
    pairs = zip(by_hand["tables"].items(), inferred["tables"].values(), strict=True)
    return [
        (name, key, other.get(key))
        for (name, mine), other in pairs
        for key in sorted({*mine, *other} - {"rules"})
        if mine.get(key) != other.get(key)
    ]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        pytest.param(
            "| Svc 020a | Does it very well | No | Yes |", "'Service' should be a link", id="no link"
        ),
        pytest.param(
            "| [Svc 020a](http://a.example/) | Does it very well | No | Yes |",
            "links here begin with https://",
            id="no https",
        ),
        pytest.param(
            "| [Svc 020a](https://a.example/) | does it very well | No | Yes |",
            "should begin with a capital letter",
            id="a small letter",
        ),
        pytest.param(
            "| [Svc 020a](https://a.example/) | Does it very well | apiKey | Yes |",
            "'Auth' should be '`apiKey`'",
            id="no backticks",
        ),
        pytest.param(
            "| [Svc 020a](https://a.example/) | Does it very well | No | yes |",
            "'HTTPS' should be 'Yes'",
            id="another case",
        ),
        pytest.param("| [Svc 020a](https://a.example/) |  | No | Yes |", "'Description'", id="nothing said"),
        pytest.param(
            "| [Svc 900](https://a.example/) | Does it very well | No | Yes |",
            "belongs below",
            id="out of order",
        ),
        pytest.param(
            "| [Svc 020a](https://s9.example/docs/) | Does it very well | No | Yes |",
            "has the link of 'Svc 009'",
            id="a link that is there",
        ),
    ],
)
def test_a_broken_row_is_refused(broken: str, said: str) -> None:
    base = catalogue()
    _, own = settings_of(base)
    lines = base.splitlines()
    at = next(index for index, line in enumerate(lines) if "Svc 020" in line) + 1
    head = "\n".join([*lines[:at], broken, *lines[at:]]) + "\n"
    found = [each.message for each in check([Pair("README.md", base, head)], own).findings]
    assert any(said in message for message in found), found


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
def test_what_all_rows_obey_accepts_every_row(rows: list[tuple[str, str, str]], columns: str) -> None:
    body = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    text = f"# List\n\n| {columns} |\n| - | - | - |\n{body}"
    _, own = settings_of(text, threshold=1.0)
    assert blamed(text, own) == []


@given(ROWS, st.sampled_from([0.8, 0.95, 0.99]))
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_no_more_rows_are_blamed_than_the_threshold_leaves(
    rows: list[tuple[str, str, str]], threshold: float
) -> None:
    body = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    text = f"# List\n\n| Name | Year | Code |\n| - | - | - |\n{body}"
    _, own = settings_of(text, threshold)
    assert len({line.split(":")[0] for line in blamed(text, own)}) <= (1 - threshold) * len(rows) + 1e-9


def test_tables_too_small_for_rules_are_counted() -> None:
    text = f"{catalogue()}\n## More\n\n| Key | Meaning |\n| - | - |\n| a | b |\n"
    proposal = infer([documents.read("README.md", text)])
    assert (proposal.rows, proposal.other_tables, proposal.other_rows) == (61, 1, 1)
    comment = "unknown-table: 'off' # 1 table with 1 row in all match no entry"
    assert comment in settings_text.text(proposal, 0.99)


def test_nothing_is_inferred_from_no_rows() -> None:
    assert infer([documents.read("README.md", "# Nothing\n")]).groups == ()


def corpus() -> list[Path]:
    """A few real lists, where a checkout has some beside it."""
    folder = Path(__file__).parents[3] / "shared" / "corpus" / "md"
    names = ("hoya012__deep_learning_object_detection", "jingyi0000__VLM_survey", "n0shake__Public-APIs")
    return [path for name in names for path in (folder / name).glob("README.md")]


@pytest.mark.parametrize("path", corpus(), ids=lambda path: path.parent.name)
def test_a_real_list_is_accepted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    _, own = settings_of(text)
    rows = sum(len(table.rows) for table in documents.read("README.md", text).tables)
    assert len({line.split(":")[0] for line in blamed(text, own)}) <= 0.01 * rows


ROWS = 100


def habit(
    says: str, *against: int, about: About = "cell", column: str = "", value: dict[str, Any] | None = None
) -> Habit:
    places = tuple(Place("README.md", line) for line in against)
    return Habit(about, column or says, says, {"enum": ["a"]} if value is None else value, Fit(ROWS, places))


def group(*kept: Habit) -> GroupProposal:
    return GroupProposal("papers", ("A", "B"), (), (), ROWS, rules=kept)


def told(habits: Sequence[Habit]) -> list[str]:
    return [each.sentence for each in habits]


@pytest.mark.parametrize(
    ("habits", "kept", "left"),
    [
        pytest.param([habit("a"), habit("b", 1)], ["a", "b"], [], id="what 99 in 100 rows keep is a rule"),
        pytest.param([habit("a", 1, 2)], [], ["a"], id="what 98 in 100 keep is told"),
        pytest.param([habit("a", *range(11))], [], [], id="what 89 in 100 keep is no habit"),
        pytest.param(
            [habit("https", about="url", column="A"), habit("http", about="url", column="A")],
            ["https"],
            [],
            id="of two that say the same, the first is enough",
        ),
        pytest.param(
            [habit("https", 1, 2, about="url", column="A"), habit("http", about="url", column="A")],
            ["http"],
            ["https"],
            id="the looser one where the stricter one is none",
        ),
    ],
)
def test_what_becomes_a_rule(habits: list[Habit], kept: list[str], left: list[str]) -> None:
    found = choose(group(), habits, (), 0.99)
    assert (told(found.rules), told(found.comments)) == (kept, left)


@pytest.mark.parametrize(
    ("own", "ready", "kept"),
    [
        pytest.param([habit("a")], habit("paper", about="row"), ["paper"], id="one that all rows fit"),
        pytest.param([habit("a")], habit("paper", 1, about="row"), ["paper"], id="one that all but one fit"),
        pytest.param(
            [habit("a", 1)], habit("paper", 1, 2, about="row"), ["a"], id="not where fewer rows fit it"
        ),
        pytest.param(
            [habit("sorted", about="order"), habit("a")],
            habit("paper", about="row"),
            ["paper", "sorted"],
            id="the order is no part of it",
        ),
    ],
)
def test_a_ready_made_schema(own: list[Habit], ready: Habit, kept: list[str]) -> None:
    assert told(choose(group(), own, [ready], 0.99).rules) == kept


@pytest.mark.parametrize(
    ("kept", "threshold", "expected"),
    [
        pytest.param(
            [habit("a", 1), habit("b", 1)], 0.99, ["a", "b"], id="rules that the same row breaks stay"
        ),
        pytest.param([habit("a", 1), habit("b")], 1.0, ["b"], id="at a threshold of 1, none may be broken"),
        pytest.param(
            [habit("a", 1, 2), habit("b", 3)], 0.98, ["b"], id="else the one goes that the most rows break"
        ),
        pytest.param(
            [habit("kind", 1, value={"$ref": "rowcheck:link"}), habit("look", 2, value={"pattern": "a"})],
            0.99,
            ["kind"],
            id="the kind of a cell is worth more than its looks",
        ),
        pytest.param(
            [
                habit("links", 1, 2, column="A", value={"$ref": "rowcheck:link"}),
                habit("https", about="url", column="A"),
                habit("b"),
            ],
            0.99,
            ["b"],
            id="what is said of links goes with them",
        ),
    ],
)
def test_all_rules_together_are_kept_by_enough_rows(
    kept: list[Habit], threshold: float, expected: list[str]
) -> None:
    (found,) = balanced([group(*kept)], ROWS, threshold)
    assert told(found.rules) == expected
    assert {*told(found.rules), *told(found.comments)} == set(told(kept))


def test_a_schema_that_goes_gives_way_to_the_lists_own() -> None:
    ready, own = habit("paper", 1, about="row"), habit("a")
    (found,) = balanced([choose(group(), [own], [ready], 0.99)], 50, 0.99)
    assert told(found.rules) == ["a"]


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        pytest.param({"a": True, "b": True, "c": False}, ["a", "b"], id="as proposed"),
        pytest.param(
            {"a": True, "b": False, "c": True}, ["a", "c"], id="one refused, and a comment made a rule"
        ),
    ],
)
def test_somebody_is_asked(answers: dict[str, bool], kept: list[str]) -> None:
    proposed = GroupProposal(
        "papers", (), (), (), ROWS, rules=(habit("a"), habit("b")), comments=(habit("c", 1, 2),)
    )
    found = select(proposed, lambda each, _: answers[each.sentence], 0.99)
    assert told(found.rules) == kept
    assert {*told(found.rules), *told(found.comments)} == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        pytest.param(True, ["paper", "sorted"], id="what a ready-made schema stands for is not asked"),
        pytest.param(False, ["a", "sorted"], id="unless the schema is refused"),
    ],
)
def test_a_ready_made_schema_is_taken_apart_when_it_is_refused(wanted: bool, kept: list[str]) -> None:
    own = (habit("a"), habit("b", 1, 2))
    paper, by_name = habit("paper", about="row"), habit("sorted", about="order")
    proposed = GroupProposal("papers", (), (), (), ROWS, rules=(paper, by_name), replaced=own)
    found = select(proposed, lambda it, told: wanted if it is paper else told, 0.99)
    assert told(found.rules) == kept
    assert "paper" not in told(found.comments)
