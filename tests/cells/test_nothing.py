from __future__ import annotations

import pytest

from rowcheck.cells import nothing


@pytest.mark.parametrize("text", [*nothing.NOTHING, "N/A", "**-**", "`None`", "TBD", "Coming soon"])
def test_a_word_for_nothing(text: str) -> None:
    assert nothing.is_nothing(text)
    assert nothing.may_be_nothing(text.strip("*`"))


@pytest.mark.parametrize("text", [*nothing.AMBIGUOUS, "No", "X", "Unknown", "(n/a)", "N. A."])
def test_a_word_that_may_be_a_value_means_nothing_only_where_it_does_not_fit(text: str) -> None:
    assert not nothing.is_nothing(text)
    assert nothing.may_be_nothing(text)


@pytest.mark.parametrize("text", ["Nothing", "0", "n/a yet", "Nora", "Ants", "?!"])
def test_any_other_word_is_a_value(text: str) -> None:
    assert not nothing.is_nothing(text)
    assert not nothing.may_be_nothing(text)
