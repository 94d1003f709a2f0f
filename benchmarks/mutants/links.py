"""Mutations of the links, HTML and characters of a row. They count where GitHub renders a difference."""

from __future__ import annotations

import re
from random import Random

from mutants import habits
from mutants.mutation import Registry, if_visible
from mutants.target import Mutant, Target

MUTATIONS = Registry()

_LINK = re.compile(
    r"(?<!!)(?P<open>\[)(?P<text>[^\[\]|]+)(?P<mid>\]\()(?P<url>https?://[^()\s|]+)(?P<close>\))"
)
_LINK_FORM = "{open}{text}{mid}{url}{close}"
_SCHEMES = (
    "htps://", "htp://", "ttps://", "hhttps://", "http//", "https//", "https:/", "http:/", "https:",
    "https;//", "https:://", "http:\\\\", "https://https://", "http://https://", "https:///",
    "https.//", "", "www.", "hxxps://",
)  # fmt: skip


@MUTATIONS
def space_before_the_address(target: Target, chance: Random) -> Mutant | None:
    """`[text] (url)`."""
    return _reshaped(target, chance, "{open}{text}] ({url}{close}")


@MUTATIONS
def no_bracket_opens(target: Target, chance: Random) -> Mutant | None:
    """`text](url)`."""
    return _reshaped(target, chance, "{text}{mid}{url}{close}")


@MUTATIONS
def no_bracket_closes(target: Target, chance: Random) -> Mutant | None:
    """`[text(url)`."""
    return _reshaped(target, chance, "{open}{text}({url}{close}")


@MUTATIONS
def no_parenthesis_opens(target: Target, chance: Random) -> Mutant | None:
    """`[text]url)`."""
    return _reshaped(target, chance, "{open}{text}]{url}{close}")


@MUTATIONS
def no_parenthesis_closes(target: Target, chance: Random) -> Mutant | None:
    """`[text](url`."""
    return _reshaped(target, chance, "{open}{text}{mid}{url}")


@MUTATIONS
def doubled_bracket(target: Target, chance: Random) -> Mutant | None:
    """`[text](url))`, `[[text](url)`, or a stray `]` after the link."""
    form = chance.choice(("{0})", "[{0}", "{0}]", "({0}"))
    return _reshaped(target, chance, form.format(_LINK_FORM))


@MUTATIONS
def brackets_the_wrong_way_round(target: Target, chance: Random) -> Mutant | None:
    """`(text)[url]`."""
    return _reshaped(target, chance, "({text})[{url}]")


@MUTATIONS
def address_and_text_swapped(target: Target, chance: Random) -> Mutant | None:
    """`[url](text)`."""
    return _reshaped(target, chance, "[{url}]({text})")


@MUTATIONS
def curly_braces(target: Target, chance: Random) -> Mutant | None:
    """`[text]{url}`."""
    return _reshaped(target, chance, "{open}{text}]{{{url}}}")


@MUTATIONS
def full_width_brackets(target: Target, chance: Random) -> Mutant | None:
    """`[text]（url）` or `【text】(url)`."""
    return _reshaped(target, chance, chance.choice(("{open}{text}]（{url}）", "【{text}】({url})")))


@MUTATIONS
def space_in_the_address(target: Target, chance: Random) -> Mutant | None:
    """`[text](https://host/some path)`."""
    found = _pick(target, chance)
    if found is None:
        return None
    at = chance.randrange(8, len(found["url"]))
    return if_visible(target, _with(target, found, url=f"{found['url'][:at]} {found['url'][at:]}"))


@MUTATIONS
def no_address(target: Target, chance: Random) -> Mutant | None:
    """`[text]()`."""
    return _reshaped(target, chance, "{open}{text}{mid}{close}")


@MUTATIONS
def no_link_text(target: Target, chance: Random) -> Mutant | None:
    """`[](url)`, which cannot be clicked on."""
    return _reshaped(target, chance, "[{mid}{url}{close}")


@MUTATIONS
def the_link_is_missing(target: Target, chance: Random) -> Mutant | None:
    """The text alone. Counts where nearly all cells of the column have a link."""
    return _unlinked(target, chance, "{text}")


@MUTATIONS
def bare_address(target: Target, chance: Random) -> Mutant | None:
    """The URL alone, which GitHub links. Counts where nearly all cells of the column link a text."""
    return _unlinked(target, chance, "{url}")


@MUTATIONS
def misspelt_scheme(target: Target, chance: Random) -> Mutant | None:
    """`htps://` and similar, or no scheme."""
    found = _pick(target, chance)
    if found is None:
        return None
    url = re.sub(r"^https?://", lambda _: chance.choice(_SCHEMES), found["url"])
    return if_visible(target, _with(target, found, url=url))


@MUTATIONS
def unsafe_scheme(target: Target, chance: Random) -> Mutant | None:
    """`javascript:` and similar."""
    scheme = chance.choice(
        ("javascript:alert(1)//", "JavaScript:", "data:text/html,", "vbscript:", "file:///home/")
    )
    return _reshaped(target, chance, "{open}{text}{mid}" + scheme + "{url}{close}")


@MUTATIONS
def quoted_address(target: Target, chance: Random) -> Mutant | None:
    """Quotation marks around the URL, straight or typographic."""
    before, after = chance.choice(('""', "“”", "''", "‘’", "「」"))
    return _reshaped(target, chance, "{open}{text}{mid}" + before + "{url}" + after + "{close}")


@MUTATIONS
def smart_quotes_in_html(target: Target, chance: Random) -> Mutant | None:
    """`<a href=“url”>`, as a word processor writes it."""
    return if_visible(target, re.sub(r'="([^"]*)"', r"=“\1”", target.text))


@MUTATIONS
def quotes_for_code(target: Target, chance: Random) -> Mutant | None:
    """Typographic quotes instead of backticks."""
    return if_visible(target, re.sub(r"`([^`|]+)`", r"‘\1’", target.text))


@MUTATIONS
def html_tag_left_open(target: Target, chance: Random) -> Mutant | None:
    """`<a href="url">text` without an end tag."""
    return if_visible(target, target.text.replace("</a>", "", 1))


@MUTATIONS
def invisible_character(target: Target, chance: Random) -> Mutant | None:
    """A zero-width space, byte order mark, soft hyphen or directional mark in a word."""
    inner = [
        at for at in range(1, len(target.text)) if target.text[at].isalnum() and target.text[at - 1].isalnum()
    ]
    if not inner:
        return None
    at = chance.choice(inner)
    return if_visible(
        target,
        target.text[:at] + chance.choice("\u200b\ufeff\u00ad\u202e\u2066\u200e\u2060") + target.text[at:],
    )


@MUTATIONS
def look_alike_letter(target: Target, chance: Random) -> Mutant | None:
    """A Cyrillic letter in the host of a URL."""
    found = _pick(target, chance)
    if found is None:
        return None
    host = re.sub(
        r"[aeo]", lambda m: {"a": "а", "e": "е", "o": "о"}[m[0]], found["url"].split("/")[2], count=1
    )
    url = found["url"].replace(found["url"].split("/")[2], host, 1)
    return if_visible(target, _with(target, found, url=url))


@MUTATIONS
def script(target: Target, chance: Random) -> Mutant | None:
    """HTML that GitHub removes or escapes."""
    tag = chance.choice(
        (
            "<script>alert(1)</script>",
            "<iframe src='https://x.example'></iframe>",
            "<img src=x onerror=alert(1)>",
        )
    )
    cells = [index for index, cell in enumerate(target.pieces.cells) if cell.strip()]
    if not cells:
        return None
    index = chance.choice(cells)
    return if_visible(target, target.pieces.with_cell(index, f"{target.pieces.cells[index].strip()} {tag}"))


def _pick(target: Target, chance: Random) -> re.Match[str] | None:
    found = list(_LINK.finditer(target.text))
    return chance.choice(found) if found else None


def _with(target: Target, found: re.Match[str], form: str = _LINK_FORM, url: str | None = None) -> str:
    filled = form.format(**{**found.groupdict(), "url": found["url"] if url is None else url})
    return target.text[: found.start()] + filled + target.text[found.end() :]


def _reshaped(target: Target, chance: Random, form: str) -> Mutant | None:
    found = _pick(target, chance)
    return None if found is None else if_visible(target, _with(target, found, form))


def _unlinked(target: Target, chance: Random, form: str) -> Mutant | None:
    found = _pick(target, chance)
    if found is None:
        return None
    column = target.text[: found.start()].count("|") - target.pieces.leading
    linked = habits.mostly(
        target, lambda row: bool((cell := habits.cell_at(row, column)) and "](" in cell.source)
    )
    return target.with_text(_with(target, found, form), counts=linked)
