from __future__ import annotations

import random

import pytest

from rowcheck.cells.similar import LARGEST_BUCKET, TitleIndex

TITLES = [
    "Learning to Row at Sea",
    "Rowing: A Survey",
    "ROWER: Learning to Row at Sea",
    "Stripe",
    "Strife",
    "",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Learning to Row at Sea", [(0, 100), (2, 95)], id="the equal one first"),
        pytest.param("Learning to Rows at Sea", [(0, 97), (2, 95)], id="a slip"),
        pytest.param("Stripe", [(3, 100)], id="a short name is itself only"),
        pytest.param("Sailing: A Survey", [], id="another title"),
        pytest.param("", [], id="nothing is like nothing"),
    ],
)
def test_the_titles_that_are_alike(text: str, expected: list[tuple[int, int]]) -> None:
    found = [(index, int(score)) for index, score in TitleIndex(TITLES).similar(text)]

    assert found == expected


def test_a_slip_in_any_word_is_found() -> None:
    title = "Uniform Rowing across Several Bounded Waters"
    words = title.split()
    for number, word in enumerate(words):
        slip = " ".join(
            [*words[:number], f"{word[:3]}{word[4:]}" if len(word) > 6 else word, *words[number + 1 :]]
        )

        assert TitleIndex([slip, *TITLES]).similar(title)[0][0] == 0


def test_words_that_all_titles_share_do_not_hide_a_title() -> None:
    many = [f"Learning to Row {number} at Sea" for number in range(LARGEST_BUCKET * 3)]

    assert TitleIndex(many).similar("Learning to Rows 77 at Sea")[0][0] == 77


def test_every_title_of_a_large_list_is_found() -> None:
    chance = random.Random(3)
    words = ["".join(chance.choices("abcdefghijklmnop", k=7)) for _ in range(3000)]
    titles = [" ".join(chance.choices(words[:30], k=4) + chance.choices(words, k=4)) for _ in range(10_000)]
    index = TitleIndex(titles)

    for title in titles[:100]:
        assert index.similar(title)[0][1] == 100
