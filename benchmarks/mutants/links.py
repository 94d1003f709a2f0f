"""Mutations of a row's links, and of characters in it."""

from __future__ import annotations

import re
from random import Random

from mutants import habits
from mutants.mutation import Registry, visibly
from mutants.spot import Mutant, Spot

MUTATIONS = Registry()

_LINK = re.compile(
    r"(?<!!)(?P<open>\[)(?P<text>[^\[\]|]+)(?P<mid>\]\()(?P<url>https?://[^()\s|]+)(?P<close>\))"
)
_WHOLE = "{open}{text}{mid}{url}{close}"
_SCHEMES = (
    "htps://", "htp://", "ttps://", "hhttps://", "http//", "https//", "https:/", "http:/", "https:",
    "https;//", "https:://", "http:\\\\", "https://https://", "http://https://", "https:///",
    "https.//", "", "www.", "hxxps://",
)  # fmt: skip


@MUTATIONS
def space_before_the_address(spot: Spot, chance: Random) -> Mutant | None:
    """`[text] (url)`. Counts where the page shows it, as all of these do."""
    return _torn(spot, chance, "{open}{text}] ({url}{close}")


@MUTATIONS
def no_bracket_opens(spot: Spot, chance: Random) -> Mutant | None:
    """`text](url)`."""
    return _torn(spot, chance, "{text}{mid}{url}{close}")


@MUTATIONS
def no_bracket_closes(spot: Spot, chance: Random) -> Mutant | None:
    """`[text(url)`."""
    return _torn(spot, chance, "{open}{text}({url}{close}")


@MUTATIONS
def no_parenthesis_opens(spot: Spot, chance: Random) -> Mutant | None:
    """`[text]url)`."""
    return _torn(spot, chance, "{open}{text}]{url}{close}")


@MUTATIONS
def no_parenthesis_closes(spot: Spot, chance: Random) -> Mutant | None:
    """`[text](url`."""
    return _torn(spot, chance, "{open}{text}{mid}{url}")


@MUTATIONS
def doubled_bracket(spot: Spot, chance: Random) -> Mutant | None:
    """`[text](url))`, `[[text](url)`, or a stray `]` after the link."""
    form = chance.choice(("{0})", "[{0}", "{0}]", "({0}"))
    return _torn(spot, chance, form.format(_WHOLE))


@MUTATIONS
def brackets_the_wrong_way_round(spot: Spot, chance: Random) -> Mutant | None:
    """`(text)[url]`."""
    return _torn(spot, chance, "({text})[{url}]")


@MUTATIONS
def address_and_text_swapped(spot: Spot, chance: Random) -> Mutant | None:
    """`[url](text)`."""
    return _torn(spot, chance, "[{url}]({text})")


@MUTATIONS
def curly_braces(spot: Spot, chance: Random) -> Mutant | None:
    """`[text]{url}`."""
    return _torn(spot, chance, "{open}{text}]{{{url}}}")


@MUTATIONS
def full_width_brackets(spot: Spot, chance: Random) -> Mutant | None:
    """`[text]（url）` or `【text】(url)`."""
    return _torn(spot, chance, chance.choice(("{open}{text}]（{url}）", "【{text}】({url})")))


@MUTATIONS
def space_in_the_address(spot: Spot, chance: Random) -> Mutant | None:
    """`[text](https://host/some path)`."""
    found = _pick(spot, chance)
    if found is None:
        return None
    at = chance.randrange(8, len(found["url"]))
    return visibly(spot, _with(spot, found, url=f"{found['url'][:at]} {found['url'][at:]}"))


@MUTATIONS
def no_address(spot: Spot, chance: Random) -> Mutant | None:
    """`[text]()`."""
    return _torn(spot, chance, "{open}{text}{mid}{close}")


@MUTATIONS
def no_link_text(spot: Spot, chance: Random) -> Mutant | None:
    """`[](url)`, which nobody can click on."""
    return _torn(spot, chance, "[{mid}{url}{close}")


@MUTATIONS
def the_link_is_missing(spot: Spot, chance: Random) -> Mutant | None:
    """The text alone. Counts where nearly all cells of the column have a link."""
    return _where_links_are(spot, chance, "{text}")


@MUTATIONS
def bare_address(spot: Spot, chance: Random) -> Mutant | None:
    """The address alone, which GitHub links. Counts where nearly all cells of the column name theirs."""
    return _where_links_are(spot, chance, "{url}")


@MUTATIONS
def misspelt_scheme(spot: Spot, chance: Random) -> Mutant | None:
    """`htps://` and the like, or none at all."""
    found = _pick(spot, chance)
    if found is None:
        return None
    url = re.sub(r"^https?://", lambda _: chance.choice(_SCHEMES), found["url"])
    return visibly(spot, _with(spot, found, url=url))


@MUTATIONS
def unsafe_scheme(spot: Spot, chance: Random) -> Mutant | None:
    """`javascript:` and its like."""
    scheme = chance.choice(
        ("javascript:alert(1)//", "JavaScript:", "data:text/html,", "vbscript:", "file:///home/")
    )
    return _torn(spot, chance, "{open}{text}{mid}" + scheme + "{url}{close}")


@MUTATIONS
def quoted_address(spot: Spot, chance: Random) -> Mutant | None:
    """Quotation marks around the address, straight or smart."""
    before, after = chance.choice(('""', "“”", "''", "‘’", "「」"))
    return _torn(spot, chance, "{open}{text}{mid}" + before + "{url}" + after + "{close}")


@MUTATIONS
def smart_quotes_in_html(spot: Spot, chance: Random) -> Mutant | None:
    """`<a href=“url”>`, as a word processor writes it. Always counts."""
    return visibly(spot, re.sub(r'="([^"]*)"', r"=“\1”", spot.text))


@MUTATIONS
def quotes_for_code(spot: Spot, chance: Random) -> Mutant | None:
    """Smart quotes instead of backticks. Always counts."""
    return visibly(spot, re.sub(r"`([^`|]+)`", r"‘\1’", spot.text))


@MUTATIONS
def html_tag_left_open(spot: Spot, chance: Random) -> Mutant | None:
    """`<a href="url">text` without its end. Always counts."""
    return visibly(spot, spot.text.replace("</a>", "", 1))


@MUTATIONS
def invisible_character(spot: Spot, chance: Random) -> Mutant | None:
    """A zero-width space, a byte order mark, a soft hyphen or a mark of direction, anywhere in a word."""
    inner = [at for at in range(1, len(spot.text)) if spot.text[at].isalnum() and spot.text[at - 1].isalnum()]
    if not inner:
        return None
    at = chance.choice(inner)
    return visibly(
        spot, spot.text[:at] + chance.choice("\u200b\ufeff\u00ad\u202e\u2066\u200e\u2060") + spot.text[at:]
    )


@MUTATIONS
def look_alike_letter(spot: Spot, chance: Random) -> Mutant | None:
    """A Cyrillic letter in the address's host."""
    found = _pick(spot, chance)
    if found is None:
        return None
    host = re.sub(
        r"[aeo]", lambda m: {"a": "а", "e": "е", "o": "о"}[m[0]], found["url"].split("/")[2], count=1
    )
    url = found["url"].replace(found["url"].split("/")[2], host, 1)
    return visibly(spot, _with(spot, found, url=url))


@MUTATIONS
def script(spot: Spot, chance: Random) -> Mutant | None:
    """HTML that has no place in a list. Always counts."""
    tag = chance.choice(
        (
            "<script>alert(1)</script>",
            "<iframe src='https://x.example'></iframe>",
            "<img src=x onerror=alert(1)>",
        )
    )
    cells = [index for index, cell in enumerate(spot.pieces.cells) if cell.strip()]
    if not cells:
        return None
    index = chance.choice(cells)
    return visibly(spot, spot.pieces.put(index, f"{spot.pieces.cells[index].strip()} {tag}"))


def _pick(spot: Spot, chance: Random) -> re.Match[str] | None:
    found = list(_LINK.finditer(spot.text))
    return chance.choice(found) if found else None


def _with(spot: Spot, found: re.Match[str], form: str = _WHOLE, url: str | None = None) -> str:
    filled = form.format(**{**found.groupdict(), "url": found["url"] if url is None else url})
    return spot.text[: found.start()] + filled + spot.text[found.end() :]


def _torn(spot: Spot, chance: Random, form: str) -> Mutant | None:
    found = _pick(spot, chance)
    return None if found is None else visibly(spot, _with(spot, found, form))


def _where_links_are(spot: Spot, chance: Random, form: str) -> Mutant | None:
    found = _pick(spot, chance)
    if found is None:
        return None
    column = spot.text[: found.start()].count("|") - spot.pieces.leading
    linked = habits.mostly(
        spot, lambda row: bool((cell := habits.cell_at(row, column)) and "](" in cell.source)
    )
    return spot.with_text(_with(spot, found, form), counts=linked)
