from __future__ import annotations

from collections.abc import Callable

import pytest

TABLE = "| API | Auth |\n| --- | --- |\n| Ants | No |\n"


def conflict(text: str) -> str:
    return f"'{text}' is a conflict marker: finish the merge and delete it"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(f"{TABLE}<<<<<<< HEAD\n", [f"4: {conflict('<<<<<<< HEAD')}"], id="a conflict begins"),
        pytest.param(f"{TABLE}=======\n", [f"4: {conflict('=======')}"], id="a conflict is divided"),
        pytest.param(f"{TABLE}>>>>>>> x\n", [f"4: {conflict('>>>>>>> x')}"], id="a conflict ends"),
        pytest.param(f"{TABLE}||||||| 1a2b\n", [f"4: {conflict('||||||| 1a2b')}"], id="a conflict's base"),
        pytest.param(f"<<<<<<< HEAD\n\n{TABLE}", [f"1: {conflict('<<<<<<< HEAD')}"], id="above a table"),
        pytest.param(f"{TABLE}========\n", [], id="eight equal signs"),
        pytest.param(f"{TABLE}|||||||\n", [], id="a row of empty cells"),
        pytest.param(f"Title\n=======\n\n{TABLE}", [], id="a title underlined"),
        pytest.param(f"```\n<<<<<<< HEAD\n```\n\n{TABLE}", [], id="in a fence"),
        pytest.param(
            f"{TABLE}+| Bees | No |\n",
            ["4: the row begins with '+', a diff marker, which becomes a cell of its own"],
            id="a row from a diff",
        ),
        pytest.param(
            f"{TABLE}+[Bees](b) | No |\n",
            ["4: the row begins with '+', a diff marker, which becomes a cell of its own"],
            id="a row from a diff, without its first pipe",
        ),
        pytest.param(f"{TABLE}| + | - |\n", [], id="signs in cells"),
        pytest.param(f"{TABLE}-1 | +1 |\n", [], id="numbers with a sign"),
        pytest.param(
            f"{TABLE}```\n| Bees | No |\n```\n",
            ["4: '```' makes code of the rows under it: remove the fence"],
            id="a fence around a row",
        ),
        pytest.param(f"{TABLE}```\ncode\n```\n", [], id="a fence around code"),
    ],
)
def test_a_new_line(messages: Callable[..., list[str]], head: str, expected: list[str]) -> None:
    assert messages("leftover-marker", TABLE, head) == expected


def test_an_old_marker_blames_nobody(messages: Callable[..., list[str]]) -> None:
    base = f"{TABLE}<<<<<<< HEAD\n"
    assert messages("leftover-marker", base, f"{base}| Bees | No |\n") == []
