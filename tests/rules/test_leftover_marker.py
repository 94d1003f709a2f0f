from __future__ import annotations

from collections.abc import Callable

import pytest

TABLE = "| API | Auth |\n| --- | --- |\n| Ants | No |\n"


def conflict(text: str) -> str:
    return f"'{text}' is a conflict marker: finish the merge and delete it"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            f"{TABLE}<<<<<<< HEAD\n", [f"4: {conflict('<<<<<<< HEAD')}"], id="the beginning of a conflict"
        ),
        pytest.param(f"{TABLE}=======\n", [f"4: {conflict('=======')}"], id="the middle of a conflict"),
        pytest.param(f"{TABLE}>>>>>>> x\n", [f"4: {conflict('>>>>>>> x')}"], id="the end of a conflict"),
        pytest.param(
            f"{TABLE}||||||| 1a2b\n", [f"4: {conflict('||||||| 1a2b')}"], id="the base of a conflict"
        ),
        pytest.param(
            f"<<<<<<< HEAD\n\n{TABLE}", [f"1: {conflict('<<<<<<< HEAD')}"], id="a conflict above a table"
        ),
        pytest.param(f"{TABLE}========\n", [], id="eight equal signs"),
        pytest.param(f"{TABLE}|||||||\n", [], id="a row of empty cells"),
        pytest.param(f"Title\n=======\n\n{TABLE}", [], id="an underlined heading"),
        pytest.param(f"```\n<<<<<<< HEAD\n```\n\n{TABLE}", [], id="a conflict in a code fence"),
        pytest.param(
            f"{TABLE}+| Bees | No |\n",
            ["4: the row begins with '+', a diff marker, which becomes a separate cell"],
            id="a row from a diff",
        ),
        pytest.param(
            f"{TABLE}+[Bees](b) | No |\n",
            ["4: the row begins with '+', a diff marker, which becomes a separate cell"],
            id="a row from a diff, without its first pipe",
        ),
        pytest.param(f"{TABLE}| + | - |\n", [], id="signs as cells"),
        pytest.param(f"{TABLE}-1 | +1 |\n", [], id="numbers with a sign"),
        pytest.param(
            f"{TABLE}```\n| Bees | No |\n```\n",
            ["4: '```' turns the rows below it into code: remove the fence"],
            id="a code fence around a row",
        ),
        pytest.param(f"{TABLE}```\ncode\n```\n", [], id="a code fence around code"),
    ],
)
def test_a_marker_in_an_added_line_is_reported(
    messages: Callable[..., list[str]], head: str, expected: list[str]
) -> None:
    assert messages("leftover-marker", TABLE, head) == expected


def test_an_old_marker_is_not_reported(messages: Callable[..., list[str]]) -> None:
    base = f"{TABLE}<<<<<<< HEAD\n"
    assert messages("leftover-marker", base, f"{base}| Bees | No |\n") == []
