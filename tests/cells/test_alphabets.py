from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path

import pytest

from rowcheck.cells import sort_keys
from rowcheck.cells.alphabets import TAILORINGS

SCHEMA = Path(__file__).parents[2] / "schema" / "config.schema.json"

ALPHABETS = {
    "cs": "a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž",
    "da": "a b c d e f g h i j k l m n o p q r s t u v w x y z æ ø å",
    "es": "a b c d e f g h i j k l m n ñ o p q r s t u v w x y z",
    "es-u-co-trad": "a b c ch d e f g h i j k l ll m n ñ o p q r s t u v w x y z",
    "et": "a b c d e f g h i j k l m n o p q r s š z ž t u v w õ ä ö ü x y",
    "fi": "a b c d e f g h i j k l m n o p q r s t u v w x y z å ä ö",
    "hr": "a b c č ć d dž đ e f g h i j k l lj m n nj o p r s š t u v z ž",
    "hu": "a b c cs d dz dzs e f g gy h i j k l ly m n ny o ö p q r s sz t ty u ü v w x y z zs",
    "is": "a á b d ð e é f g h i í j k l m n o ó p r s t u ú v x y ý þ æ ö",
    "lt": "a b c č d e f g h i j k l m n o p r s š t u v z ž",
    "lv": "a b c č d e f g ģ h i j k ķ l ļ m n ņ o p r ŗ s š t u v z ž",
    "nb": "a b c d e f g h i j k l m n o p q r s t u v w x y z æ ø å",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z",
    "sk": "a ä b c č d e f g h ch i j k l m n o ô p q r ř s š t u v w x y z ž",
    "sl": "a b c č d e f g h i j k l m n o p r s š t u v z ž",
    "sv": "a b c d e f g h i j k l m n o p q r s t u v w x y z å ä ö",
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p r s ş t u ü v y z",
}
"""The alphabets as dictionaries print them."""

WORDS = {
    "cs": "cukr čas dům hora chata igelit rak řeka sen šest zima život",
    "da": "aber Zebra Æble Ø Ørsted Åben Aalborg Aarhus",
    "de-u-co-phonebk": "Ader Äffchen Affe Göbel Goethe Gött Goetz Gold Mueller Müllerin Muffe",
    "es": "nube nylon ñandú ola",
    "et": "Saar Šveits Zaire Žanr Tartu Valga Õun Äke Ööbik Ümera",
    "fi": "Turku Vaasa Zürich Åbo Äänekoski Öja",
    "hu": "cukor csata dió dzadzíki dzsem gáz gyár lap lyuk nap nyár só szék tó tyúk út üveg zab zseb",
    "lt": "cukrus čiurlys ieva yla jūra sala šaka zona žemė",
    "lv": "cena čaula gads ģimene kaķis ķirsis lapa ļaudis nams ņirga",
    "nb": "Bergen Tromsø Ytre Zebra Ærfugl Ørsta Ålesund",
    "pl": "ananas ąb cena ćma lato łata nos ńu osa ósmy sok śruba zima źrebak żaba",
    "sk": "cena čas hora chlieb iný rak sen šesť zima žaba",
    "sv": "Arboga Ystad Zinkgruvan Åmål Älvdalen Öland",
    "tr": "cam çam gaga ğ hala Isparta İzmir ocak ödev saat şair uzak ülke",
}
"""Words in the order of dictionaries and telephone books."""


@pytest.mark.parametrize(
    ("locale", "texts"), [(locale, text.split()) for locale, text in [*ALPHABETS.items(), *WORDS.items()]]
)
def test_texts_sort_in_the_published_order(locale: str, texts: list[str]) -> None:
    shuffled = random.Random(1).sample(texts, len(texts))

    keys = {text: sort_keys.text_key(text, locale) for text in texts}

    assert sorted(shuffled, key=lambda text: keys[text].readings) == texts  # type: ignore[union-attr]


@pytest.mark.parametrize("locale", TAILORINGS)
def test_case_and_composition_do_not_count(locale: str) -> None:
    for text in (ALPHABETS.get(locale, "a ä ö ü") + " ž ø å").split():
        decomposed = unicodedata.normalize("NFD", text)
        assert sort_keys.text_key(decomposed, locale) == sort_keys.text_key(text, locale)
        if locale != "tr":
            assert sort_keys.collate(text.upper(), locale) == sort_keys.collate(text, locale)


def test_numbers_and_punctuation_are_read_in_every_alphabet() -> None:
    texts = ["Åby 2", "Åby-10", "Åby Öst", "Åbyn"]
    keys = [sort_keys.collate(text, "sv") for text in texts]
    assert keys == sorted(keys)
    assert sort_keys.collate("Plain text 12", "sv") == sort_keys.collate("Plain text 12")


def test_the_settings_allow_the_alphabets_that_there_are() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert schema["$defs"]["locale"]["enum"] == sorted(TAILORINGS)
