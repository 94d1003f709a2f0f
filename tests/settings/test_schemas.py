from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from rowcheck.settings import contract, schemas
from rowcheck.settings.messages import RowProblem
from rowcheck.settings.schemas import RowSchema

Judge = Callable[[RowSchema, str], list[RowProblem]]


def test_the_names_of_the_ready_made_schemas() -> None:
    assert contract.row_schema_names() == ("api", "dataset", "evaluation-dataset", "paper", "repository")


@pytest.mark.parametrize(
    "name", [*contract.row_schema_names(), "backtest", "cell", "config", "report", "row"]
)
def test_each_shipped_schema_is_readable(name: str) -> None:
    assert json.loads(contract.shipped(name))["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", ["papers", "../pyproject", "tables/paper", ""])
def test_an_unknown_name_is_an_error(name: str) -> None:
    with pytest.raises(LookupError):
        contract.shipped(name)


@pytest.mark.parametrize("name", contract.row_schema_names())
def test_a_ready_made_schema_is_a_valid_schema_of_a_list(name: str) -> None:
    assert schemas.file("row.json", {"row.json": contract.shipped(name)}.get).schema


PAPER = "|Paper|Published in|Code/Project|\n|-|-|-|\n"
DATASET = "|Dataset|Year|Num of Image-Text Pairs|Language|Project|\n|-|-|-|-|-|\n"
EVALUATION = "|Dataset|Year|Classes|Training|Testing|Evaluation Metric|Project|\n|-|-|-|-|-|-|-|\n"
API = "|API|Description|Auth|HTTPS|CORS|\n|-|-|-|-|-|\n"


@pytest.mark.parametrize(
    ("name", "table"),
    [
        pytest.param("paper", PAPER + "|[A](https://x.org/a)|CVPR 2024|[Code](https://x.org)|", id="paper"),
        pytest.param(
            "paper", PAPER + "|[A](https://x.org/a)|ICLR W 2023|-|", id="a workshop paper without code"
        ),
        pytest.param(
            "paper", PAPER + "|[A](http://x.org/a)|arXiv 2023|–|", id="a preprint with a dash for the code"
        ),
        *(
            pytest.param("paper", PAPER + f"|[A](http://x.org/a)|{venue}|–|", id=venue)
            for venue in (
                "3DV 2022",
                "eLife 2022",
                "bioRxiv 2022",
                "npj Digital Medicine 2024",
                "NeurIPS Workshop 2023",
                "ICLR 2024 Oral",
                "CVPR 2024 (Highlight)",
            )
        ),
        pytest.param(
            "paper",
            PAPER + "|[A](https://x.org/a)|TPAMI 2023|[Code](https://x.y) [Project](https://x.z)|",
            id="a paper with code and project",
        ),
        pytest.param("dataset", DATASET + "|[A](https://x.org)|2017|5.4M|English|-|", id="dataset"),
        pytest.param(
            "evaluation-dataset",
            EVALUATION + "|A|2017|1203|494,801|-|Mean (top1, top5)|[Project](https://x.org)|",
            id="evaluation dataset",
        ),
        pytest.param("api", API + "|[A](https://x.org)|What it does|`apiKey`|Yes|Unknown|", id="api"),
    ],
)
def test_rows_of_real_lists_are_valid(judge: Judge, name: str, table: str) -> None:
    assert judge(schemas.ready(name), table) == []


@pytest.mark.parametrize(
    ("name", "table", "expected"),
    [
        pytest.param(
            "paper",
            PAPER + "|A|cvpr2024|code|",
            [
                "'Paper' should be a link like [text](https://...), not 'A'",
                "'Published in' should look like 'CVPR 2024' or 'arXiv 2023', not 'cvpr2024':"
                " the venue's short name and the year",
                "'Code/Project' should be one or more links like [text](https://...) or '-', not 'code'",
            ],
            id="a paper with everything wrong",
        ),
        pytest.param(
            "paper",
            PAPER + "|[A](a.pdf)|Arxiv 2024|[Cod](https://x.org)|",
            [
                "the link of 'Paper' is 'a.pdf'; papers are linked by their full address,"
                " which begins with https://",
                "'Published in' should look like 'CVPR 2024' or 'arXiv 2023', not 'Arxiv 2024':"
                " the venue's short name and the year",
                "the link text of 'Code/Project' should be 'Code' or 'Project', not 'Cod'",
            ],
            id="a paper with wrong links and a misspelt venue",
        ),
        pytest.param(
            "dataset",
            DATASET + "|[A](https://x.org)|'17|many||[Home](https://x.org)|",
            [
                "'Year' should be a year like 2024, not ''17'",
                "'Num of Image-Text Pairs' should be a number like 5.4M or '-', not 'many'",
                "the link text of 'Project' should be 'Project', not 'Home'",
            ],
            id="a dataset",
        ),
        pytest.param(
            "api",
            API + f"|[A API](https://x.org)|{'does ' * 22}a lot.|apikey|yes||",
            [
                "'API' should not end in 'API', as every entry is one: 'A API'",
                "'Description' is 116 characters long, at most 100 are allowed",
                "'Description' should begin with a capital letter",
                "'Description' should not end with punctuation",
                "'Auth' should be 'No', '`apiKey`', '`OAuth`', '`X-Mashape-Key`' or '`User-Agent`',"
                " not 'apikey'; did you mean '`apiKey`'?",
                "'HTTPS' should be 'Yes' or 'No', not 'yes'",
                "'CORS' is empty",
            ],
            id="an API with everything wrong",
        ),
    ],
)
def test_messages_of_the_ready_made_schemas(judge: Judge, name: str, table: str, expected: list[str]) -> None:
    assert sorted(problem.message for problem in judge(schemas.ready(name), table)) == sorted(expected)


def test_remembered_problems_depend_on_what_a_row_shows(
    judge: Callable[[RowSchema, str], list[RowProblem]],
) -> None:
    """The same source has other links where its reference has another definition."""
    link = {"$ref": "rowcheck:link", "properties": {"url": {"pattern": "^https://good"}}}
    own = schemas.file("row.json", {"row.json": json.dumps({"properties": {"It": link}})}.get)
    good, bad = (f"[a]: https://{word}.example\n\n| It | x |\n|-|-|\n| [a] | y |" for word in ("good", "bad"))
    found = [len(judge(own, text)) for text in (bad, good, bad, good)]
    assert found == [1, 0, 1, 0]
