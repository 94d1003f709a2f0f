"""Alphabets that differ from the default order of Unicode: the first level of the tailorings of CLDR.

The data follow `common/collation/*.xml` of CLDR (https://cldr.unicode.org), in its notation: `&z<å<ä<<æ`
puts `å` after `z` and all that begins with it, then `ä`, and gives `æ` the place of `ä`. Only first-level
differences are listed, as the order of rows ignores case and accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_NORDIC = "&d<<đ<<ð &y<<ü<<ű"
_DANISH = f"{_NORDIC} &z<æ<<ä<ø<<ö<<ő<å<<aa"

TAILORINGS: Mapping[str, str] = {
    "cs": "&c<č &h<ch &r<ř &s<š &z<ž",
    "da": _DANISH,
    "de-u-co-phonebk": "&ae<<ä &oe<<ö &ue<<ü",
    "es": "&n<ñ",
    "es-u-co-trad": "&c<ch &l<ll &n<ñ",
    "et": "&s<š<z<ž &w<õ<ä<ö<ü",
    "fi": f"{_NORDIC} &z<å<ä<<æ<ö<<ø",
    "hr": "&c<č<ć &d<dž<đ &l<lj &n<nj &s<š &z<ž",
    "hu": "&c<cs &d<dz<dzs &g<gy &l<ly &n<ny &o<ö<<ő &s<sz &t<ty &u<ü<<ű &z<zs",
    "is": "&a<á &d<ð &e<é &i<í &o<ó &u<ú &y<ý &z<þ<æ<<ä<ö<<ø<å",
    "lt": "&c<č &i<<y &s<š &z<ž",
    "lv": "&c<č &g<ģ &i<<y &k<ķ &l<ļ &n<ņ &r<ŗ &s<š &z<ž",
    "nb": _DANISH,
    "nn": _DANISH,
    "no": _DANISH,
    "pl": "&a<ą &c<ć &e<ę &l<ł &n<ń &o<ó &s<ś &z<ź<ż",
    "ro": "&a<ă<â &i<î &s<ș<<ş &t<ț<<ţ",
    "sk": "&a<ä &c<č &h<ch &o<ô &r<ř &s<š &z<ž",
    "sl": "&c<č<ć &d<đ &s<š &z<ž",
    "sv": f"{_NORDIC} &z<å<ä<<æ<<ę<ö<<ø<<ő<<œ",
    "tr": "&c<ç &g<ğ &h<ı &o<ö &s<ş &u<ü",
}
"""The tailoring of each language, by its BCP 47 tag, with the collation where it is not the usual one."""

_AFTER = "\U0010ffff"
_DOUBLED = {"ccs", "ddz", "ddzs", "ggy", "lly", "nny", "ssz", "tty", "zzs"}
"""Long consonants of Hungarian, of which only the first letter is written twice: `ssz` is `sz` and `sz`."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The letters of an alphabet that have a place of their own, and the keys that they sort by."""

    keys: Mapping[str, str]
    pattern: re.Pattern[str]
    is_turkic: bool

    def replaced(self, text: str, fold: Callable[[str], str]) -> str:
        """Return the key of a text; `fold` makes that of the text between the letters."""
        if self.is_turkic:
            text = text.replace("I", "ı").replace("İ", "i")
        text = unicodedata.normalize("NFC", text).lower()
        parts = self.pattern.split(text)
        return "".join(self.keys[part] if at % 2 else fold(part) for at, part in enumerate(parts) if part)


@lru_cache(maxsize=len(TAILORINGS))
def alphabet(locale: str) -> Alphabet:
    """Return the alphabet of one of the tags in `TAILORINGS`."""
    keys: dict[str, str] = {}
    for rule in TAILORINGS[locale].replace("&", "").split():
        place, anchor, key = 0, "", ""
        for relation, letters in re.findall(r"(<{0,2})([^<]+)", rule):
            if not relation:
                anchor = key = letters
            elif relation == "<":
                place += 1
                key = f"{anchor}{_AFTER}{chr(place)}"
            if relation:
                keys[letters] = key
    if locale == "hu":
        keys |= {doubled: keys[doubled[1:]] * 2 for doubled in _DOUBLED}
    longest_first = sorted(keys, key=len, reverse=True)
    return Alphabet(keys, re.compile(f"({'|'.join(longest_first)})"), locale == "tr")
