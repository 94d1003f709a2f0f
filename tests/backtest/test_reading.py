from __future__ import annotations

from rowcheck.backtest.reading import Shelf


def test_a_text_is_read_once() -> None:
    shelf = Shelf()
    found = shelf.read("a.md", "text")
    assert shelf.read("a.md", "text") is found
    assert shelf.read("b.md", "text") is not found
    assert shelf.read("b.md", "text").path == "b.md"


def test_what_was_asked_for_last_is_kept() -> None:
    shelf = Shelf(most=8)
    first, second = shelf.read("a.md", "1111"), shelf.read("a.md", "2222")
    assert shelf.read("a.md", "1111") is first
    shelf.read("a.md", "3333")
    assert shelf.read("a.md", "1111") is first
    assert shelf.read("a.md", "2222") is not second


def test_a_text_larger_than_the_shelf_is_read_all_the_same() -> None:
    shelf = Shelf(most=1)
    assert shelf.read("a.md", "large") is shelf.read("a.md", "large")
