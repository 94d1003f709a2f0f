from __future__ import annotations

from collections.abc import Callable

import pytest

TABLE = "| Paper | Note |\n| --- | --- |\n| [Ants](https://ants.example) | - |\n"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("[Bees](https://bees.example)", [], id="a link"),
        pytest.param("Bees (2021) [v2]", [], id="brackets in text"),
        pytest.param("`[Bees] (https://bees.example)`", [], id="a broken link in code"),
        pytest.param(
            "[Bees] (https://bees.example)",
            ["the link in '[Bees] (https://bees.example)' has a space between ] and ("],
            id="a space between the brackets",
        ),
        pytest.param(
            "(Bees)[https://bees.example]",
            ["the link in '(Bees)[https://bees.example]' has ( ) and [ ] the wrong way round"],
            id="swapped brackets",
        ),
        pytest.param(
            "[Bees](https://bees.example/a b)",
            ["the link in '[Bees](https://bees.example/a b)' is not closed, or has a space in its address"],
            id="a space in the address",
        ),
        pytest.param(
            "[Bees(https://bees.example)",
            ["the link in '[Bees(https://bees.example)' has no ] before its ("],
            id="a missing square bracket",
        ),
        pytest.param(
            "[Bees]https://bees.example",
            ["the link in '[Bees]https://bees.example' has no ( before its address"],
            id="a missing round bracket",
        ),
        pytest.param(
            "[Bees]（https://bees.example）",
            ["the link in '[Bees]（https://bees.example）' uses brackets other than [ ] and ( )"],
            id="full-width brackets",
        ),
        pytest.param(
            "[Bees](https://bees.example)]", ["'Bees]' has an unmatched bracket"], id="an extra bracket"
        ),
        pytest.param(
            "[Bees](javascript:alert(1))",
            ["the link 'javascript:alert(1)' is of a kind that GitHub does not open"],
            id="a script",
        ),
        pytest.param("[Bees]()", ["the link 'Bees' has no address"], id="no address"),
        pytest.param(
            "[](https://bees.example)",
            ["the link in '[](https://bees.example)' has no text to click on"],
            id="no text",
        ),
        pytest.param(
            "[https://bees.example](Bees)",
            ["the text 'Bees' and the address 'https://bees.example' of the link are swapped"],
            id="text and address swapped",
        ),
        pytest.param(
            "Be\u200bes", ["'Bees' contains an invisible character (U+200B)"], id="an invisible character"
        ),
        pytest.param(
            "Bees<script>",
            ["'Bees<script>' contains HTML that does not belong in a list"],
            id="a script element",
        ),
        pytest.param(
            '<a href="https://bees.example">Bees',
            ["the <a> in '<a href=\"https://bees.example\">Bees' has no </a>"],
            id="an unclosed HTML link",
        ),
    ],
)
def test_a_cell(messages: Callable[..., list[str]], cell: str, expected: list[str]) -> None:
    found = messages("link-syntax", TABLE, f"{TABLE}| {cell} | - |\n")
    assert found == [f"4: {message}" for message in expected]


def test_a_placeholder_without_an_address_is_accepted(messages: Callable[..., list[str]]) -> None:
    base = f"{TABLE}| [code]() | - |\n"
    assert messages("link-syntax", base, f"{base}| [code]() | - |\n") == []
