from __future__ import annotations

import pytest

from backtest_past import Past, outcome
from rowcheck.backtest import web


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://github.com/ada/list.git", "https://github.com/ada/list", id="https"),
        pytest.param(
            "https://ada:secret@github.com/ada/list", "https://github.com/ada/list", id="with a token"
        ),
        pytest.param("git@github.com:ada/the.list.git", "https://github.com/ada/the.list", id="ssh"),
        pytest.param("ssh://git@github.com/ada/list/", "https://github.com/ada/list", id="ssh as a URL"),
        pytest.param("https://example.org/ada/list.git", "", id="elsewhere"),
        pytest.param("/home/ada/list", "", id="a folder"),
        pytest.param('https://github.com/ada/"><script>', "", id="no name of a repository"),
        pytest.param(None, "", id="nowhere"),
    ],
)
def test_a_clone_tells_where_its_page_is(past: Past, url: str | None, expected: str) -> None:
    if url is not None:
        past.git("config", "remote.origin.url", url)
    assert web.page(past.store) == expected


def test_contributions_have_pages_of_their_own() -> None:
    pull, commit = outcome("#7").contribution, outcome("abc").contribution
    assert web.address("https://github.com/a/b", pull) == "https://github.com/a/b/pull/7"
    assert web.address("https://github.com/a/b", commit) == f"https://github.com/a/b/commit/{'b' * 40}"
    assert web.address("", pull) == ""
