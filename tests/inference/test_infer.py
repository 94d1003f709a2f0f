from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rowcheck.engine.check import Pair, check
from rowcheck.inference import written
from rowcheck.inference.infer import infer
from rowcheck.markdown import documents
from rowcheck.rules import IDS
from rowcheck.settings import yaml_positions
from rowcheck.settings.settings import Settings, TableSettings, load_settings

EXAMPLE = Path(__file__).parents[2] / "examples" / "vision-language-models"
INFERRED = {"row-schema", "order", "duplicate"}


def settings_of(text: str, threshold: float = 0.99, path: str = "README.md") -> tuple[str, Settings]:
    """The settings inferred from a file, as text and as read."""
    said = written.text(infer([documents.read(path, text)], threshold), threshold)
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
            text: {minLength: 1, not: {pattern: "^https?://"}, description: links have a text of their own}
            url: {pattern: "^https://[^/]", description: "links here begin with https://"}
        Description:
          maxLength: 50
          allOf:
            - {pattern: '^[^\p{Ll}]', errorMessage: "'{column}' should begin with a capital letter"}
            - {pattern: "[^.,:;!?]$", errorMessage: "'{column}' should not end with punctuation"}
        Auth:
          $ref: rowcheck:markdown
          enum: ["`apiKey`", "No", "`OAuth`"]
        HTTPS:
          enum: ["Yes", "No"]
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
    assert 'unknown-table: "off" # 1 table with 1 row in all fit no entry' in written.text(proposal, 0.99)


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
