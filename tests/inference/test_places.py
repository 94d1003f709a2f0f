from __future__ import annotations

from rowcheck.inference.backbone import Misplaced
from rowcheck.inference.places import Column, out_of_every, out_of_place

TEXTS = ["Birds", "The Cat", "Dogs"]
BY_TEXT = Column("text", TEXTS)
BY_TITLE = Column("title", TEXTS)


def test_texts_become_keys() -> None:
    assert out_of_place([BY_TEXT], [1]) == [Misplaced(1, None, 2)]
    assert out_of_place([BY_TITLE], [1]) == []


def test_keys_come_in_their_order_each_with_its_direction() -> None:
    years = Column("year", ["CVPR 2023", "ICCV 2023", "ECCV 2022"], descending=True)

    assert out_of_place([years, BY_TEXT], [1]) == []
    assert out_of_place([years, Column("text", ["Zoo", "Ant", "Bee"])], [1]) == [Misplaced(1, 0, None)]


def test_out_of_every_order_is_out_of_place() -> None:
    assert out_of_every([BY_TEXT], [1]) == [Misplaced(1, None, 2)]
    assert out_of_every([BY_TEXT, BY_TITLE], [1]) == []
    assert out_of_every([], [1]) == []
