from __future__ import annotations

from collections.abc import Callable

import pytest

SETTINGS = "tables: {papers: {unique: [{by: Paper.url, as: work}]}}"


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        pytest.param("Learning to Walk in Lines", "Learning to Walk in Line", 1, id="a title"),
        pytest.param("Pre-training large walkers", "Pretraining-large walker", 0, id="two words of a title"),
        pytest.param("the_walking_engine_tests", "the_walking_engine_test", 0, id="an identifier"),
        pytest.param(
            "org.example.walking.Engines", "org.example.walking.Engine", 0, id="a dotted identifier"
        ),
        pytest.param("walk-and-run-engines", "walk-and-run-engine", 1, id="words joined by hyphens"),
        pytest.param("Version 12.1.30 rc", "Version 12.13.0 rc", 0, id="a version"),
        pytest.param("about 10,300 rows", "about 10,030 rows", 0, id="figures"),
        pytest.param("The Boring Company", "The Boeing Company", 1, id="three words of a name"),
        pytest.param("Marina Walkers", "Marine Walkers", 0, id="a name of two words"),
    ],
)
def test_titles_of_words_are_compared(
    messages: Callable[..., list[str]], old: str, new: str, count: int
) -> None:
    base = f"| Paper | Year |\n| --- | --- |\n| [{old}](https://old.example) | 2021 |\n"
    head = f"{base}| [{new}](https://new.example) | 2021 |\n"
    assert len(messages("similar", base, head, SETTINGS)) == count
