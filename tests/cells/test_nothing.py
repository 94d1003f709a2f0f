from __future__ import annotations

import pytest

from rowcheck.cells import nothing


@pytest.mark.parametrize("text", ["none", "N.A.", "(n/a)", "TBD", "x", "—"])
def test_other_words_for_nothing(text: str) -> None:
    assert nothing.may_be_nothing(text) is (text != "—")
