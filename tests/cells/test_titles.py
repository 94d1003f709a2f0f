from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.cells.titles import LARGEST_BUCKET, Title, TitleIndex, acronym, likeness, title_key, words


@pytest.mark.parametrize(
    "titles",
    [
        pytest.param(["Learning To Row", "learning to row", "LEARNING TO ROW"], id="case"),
        pytest.param(["Pre-train", "Pretrain", "pre train", "Pre\u2011train", "pre–train"], id="hyphens"),
        pytest.param(["Café", "Cafe", "CAFE\u0301"], id="accents"),
        pytest.param(["Straße", "STRASSE"], id="case that changes letters"),
        pytest.param(["ﬁne ﬂow", "fine flow"], id="ligatures"),
        pytest.param(["ＲＯＷ", "row"], id="full width"),
        pytest.param(["Łódź", "Lodz"], id="letters with strokes"),
        pytest.param(["Ada & Bob", "Ada and Bob", "Ada &amp; Bob"], id="and"),
        pytest.param(["Let's Row", "Lets Row", "Let’s Row"], id="apostrophes"),
        pytest.param(["**Row** on", "_Row_ on", "`Row` on", "[Row](a.b) on", "<b>Row</b> on"], id="markup"),
        pytest.param(["“Row”: on…", '"Row": on...', "Row: on", "Row — on"], id="typographic signs"),
        pytest.param(["  Row\u00a0on\n", "Row on", "Row\u200b on"], id="space"),
        pytest.param(["The Row", "A Row", "Row"], id="leading articles"),
        pytest.param(["🚀 Row", "Row ⭐"], id="emoji"),
        pytest.param(["GPT-4", "GPT 4", "gpt4"], id="a number at a name"),
        pytest.param(["が行", "か\u3099行"], id="kana composed or not"),
    ],
)  # fmt: skip
def test_spellings_of_one_title_have_one_key(titles: list[str]) -> None:
    assert len({title_key(title) for title in titles}) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("GPT-3", "GPT-4", id="numbers"),
        pytest.param("GPT-3.5", "GPT-35", id="decimals"),
        pytest.param("1 2", "12", id="adjacent digits"),
        pytest.param("C++", "C", id="plus signs"),
        pytest.param("C#", "C", id="a sharp"),
        pytest.param("Google+", "Google", id="a plus at a word"),
        pytest.param("The", "A", id="articles alone"),
        pytest.param("Rowing (ICLR 2023)", "Rowing (ICLR 2024)", id="venues"),
        pytest.param("Rowing 2023", "Rowing", id="years"),
        pytest.param("か行", "が行", id="voiced kana"),
        pytest.param("कि", "क", id="vowel signs"),
        pytest.param("🚀", "⭐", id="emoji alone"),
        pytest.param("+", "-", id="signs alone"),
    ],
)  # fmt: skip
def test_other_titles_have_other_keys(first: str, second: str) -> None:
    assert title_key(first) != title_key(second)


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_title_has_an_empty_key(text: str) -> None:
    assert title_key(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("CLIP: Learning Rows", ("CLIP", "Learning Rows"), id="a short name"),
        pytest.param("  CLIP : Learning Rows ", ("CLIP", "Learning Rows"), id="space around"),
        pytest.param("行：学ぶ", ("行", "学ぶ"), id="a full-width colon"),
        pytest.param("Rows and Columns: A Survey", ("Rows and Columns", "A Survey"), id="three words"),
        pytest.param("What a Row Knows: A Survey", (None, "What a Row Knows: A Survey"), id="a sentence"),
        pytest.param("Learning Rows", (None, "Learning Rows"), id="no colon"),
        pytest.param("CLIP:", (None, "CLIP:"), id="no text after the colon"),
        pytest.param("10:30 at Sea", (None, "10:30 at Sea"), id="a colon inside"),
    ],
)
def test_acronym(text: str, expected: tuple[str | None, str]) -> None:
    assert acronym(text) == expected


@given(st.text())
def test_the_key_of_a_key_is_the_key(text: str) -> None:
    key = title_key(text)

    assert title_key(f" {text.upper().lower()} ") is not None
    assert key == title_key(f"  {text}\t")


@given(st.text(st.sampled_from("aB3 .-'&<>[]()*_é表"), max_size=40))
def test_words_hold_no_markup(text: str) -> None:
    assert not set("".join(words(text))) & set("*_<>[]()&' ")


@pytest.mark.parametrize("piece", ["[", "<a", "a:", "![](", "*", "é", "3."])
def test_long_titles_are_read(piece: str) -> None:
    title_key(piece * 50_000)
    acronym(piece * 50_000)


def alike(first: str, second: str) -> bool:
    return likeness(Title(first), Title(second)) > 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Learning To Row", "Learning to Row!", id="equal keys"),
        pytest.param("Learning to Row in Rough Water", "Learning to Rows in Rough Waters", id="plurals"),
        pytest.param("Document Extraction Today", "Document Extration Today", id="a missing letter"),
        pytest.param("A Survey of Rowing Machines", "Survey on Rowing Machines", id="prepositions"),
        pytest.param("ROWER: Learning to Row at Sea", "Learning to Row at Sea", id="no short name"),
        pytest.param("Learning to Row at Sea", "Learning to Row at Sea (ROWER)", id="brackets"),
        pytest.param("[Survey] Learning to Row at Sea", "Learning to Row at Sea", id="a tag"),
        pytest.param("Learning to Row at Sea [CVPR 2023]", "Learning to Row at Sea", id="a venue"),
        pytest.param("Pacific Rowing Laboratory (PRL)", "Pacific Rowing Laboratory", id="initials"),
        pytest.param("Domainsdb.info", "DomainDb Info", id="a name in two words"),
    ],
)  # fmt: skip
def test_titles_that_are_probably_the_same(first: str, second: str) -> None:
    assert alike(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Rowers are Learners: GPT-3", "Rowers are Learners: GPT-4", id="numbers"),
        pytest.param("Learning on CIFAR-10 Again", "Learning on CIFAR-100 Again", id="longer numbers"),
        pytest.param("Rowing Machines v1 Explained", "Rowing Machines v2 Explained", id="versions"),
        pytest.param("Rowing Models 2.5 Report", "Rowing Models 25 Report", id="decimals"),
        pytest.param("Rowing for Everybody Part I", "Rowing for Everybody Part II", id="Roman numerals"),
        pytest.param("Rowing for Everybody, Part B", "Rowing for Everybody, Part C", id="letters as numbers"),
        pytest.param("Rowing Challenge 2022", "Rowing Challenge 2023", id="years"),
        pytest.param("Tree Preorder Traversal", "Tree Postorder Traversal", id="another word"),
        pytest.param("Range Sum, Mutable", "Range Sum, Immutable", id="a prefix that changes the meaning"),
        pytest.param("Open Government, India", "Open Government, Indonesia", id="names that begin the same"),
        pytest.param("Integer to Roman Numbers", "Roman Numbers to Integer", id="the other way round"),
        pytest.param("Minimum Difference", "Minimum Difference in Trees", id="a word more"),
        pytest.param("Marvel", "Marvels", id="short names"),
        pytest.param("Mechrevo X6TI", "Mechrevo X6TIS", id="models of a thing"),
        pytest.param("第一部分性能优化年度总结", "第二部分性能优化年度总结", id="ideograms are words"),
        pytest.param("[Survey] Rows", "Rows", id="too few words left"),
        pytest.param("", "", id="nothing"),
        pytest.param("Learning to Row at Sea", "", id="a title and none"),
    ],
)  # fmt: skip
def test_titles_that_are_probably_different(first: str, second: str) -> None:
    assert not alike(first, second)


WORDS = st.lists(
    st.sampled_from(["Rowing", "Rowings", "Sea", "II", "2", "a", "[Survey]", "ROW:", "(ROW)"]), max_size=6
)


@given(WORDS, WORDS)
def test_likeness_is_symmetric(first: list[str], second: list[str]) -> None:
    assert alike(" ".join(first), " ".join(second)) == alike(" ".join(second), " ".join(first))


@given(st.text(), st.text())
def test_likeness_is_a_percentage(first: str, second: str) -> None:
    assert 0 <= likeness(Title(first), Title(second)) <= 100


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
        pytest.param("Learning to Rows at Sea", [(0, 97), (2, 95)], id="a typo"),
        pytest.param("Stripe", [(3, 100)], id="a short name is only like itself"),
        pytest.param("Sailing: A Survey", [], id="another title"),
        pytest.param("", [], id="nothing is like nothing"),
    ],
)
def test_the_titles_that_are_alike(text: str, expected: list[tuple[int, int]]) -> None:
    found = [(index, int(score)) for index, score in TitleIndex(TITLES).similar(text)]

    assert found == expected


def test_a_typo_in_any_word_is_found() -> None:
    title = "Uniform Rowing across Several Bounded Waters"
    words = title.split()
    for number, word in enumerate(words):
        typo = " ".join(
            [*words[:number], f"{word[:3]}{word[4:]}" if len(word) > 6 else word, *words[number + 1 :]]
        )

        assert TitleIndex([typo, *TITLES]).similar(title)[0][0] == 0


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
