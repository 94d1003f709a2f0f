"""What a cell shows: plain text, links, images and code, parsed by mistune.

mistune's inline parser does the reading, with GitHub's strikethrough and autolinks added; this
module walks its tokens. Cells that need no parser take the short way through `plain`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from html.entities import html5
from typing import Any

import mistune

from rowcheck.markdown import autolinks, plain, strikethrough, tablerow
from rowcheck.markdown.references import References
from rowcheck.model import Inline, Link

_ENTITY = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));")


def _parser() -> mistune.InlineParser:
    inline = mistune.InlineParser(max_nested_level=100)
    strikethrough.register(inline)
    autolinks.register(inline)
    return inline


_PARSER = _parser()


class InlineReader:
    """Reads cells of one document; equal cells are read once.

    `references` are the document's link definitions, complete before the first cell is read.
    """

    def __init__(self, references: References) -> None:
        self._env: dict[str, Any] = {"ref_links": references}
        self._known: dict[str, Inline] = {}

    def __call__(self, source: str) -> Inline:
        known = self._known.get(source)
        if known is None:
            known = self._known[source] = plain.read(source) or self._parsed(source)
        return known

    def _parsed(self, source: str) -> Inline:
        shown = _Shown()
        shown.walk(_PARSER(tablerow.unescaped(source), self._env))
        return Inline(plain.folded("".join(shown.texts)), tuple(shown.targets), tuple(shown.codes))


class _Shown:
    """Gathers what tokens show, in document order; a link comes before what it wraps."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.targets: list[Link] = []
        self.codes: list[str] = []

    def walk(self, tokens: Iterable[dict[str, Any]], linked: bool = False) -> None:
        """Take the tokens in; inside a link (`linked`) an address is no link of its own."""
        run = ""
        for token in tokens:
            if token["type"] == "text":
                run += _decoded(token)
                continue
            self._text(run, linked)
            run = ""
            self._token(token, linked)
        self._text(run, linked)

    def _text(self, text: str, linked: bool) -> None:
        self.texts.append(text)
        if not linked and "@" in text:
            self.targets.extend(Link(mail, url) for mail, url in autolinks.emails(text))

    def _token(self, token: dict[str, Any], linked: bool) -> None:
        kind = token["type"]
        if kind == "codespan":
            self.codes.append(token["raw"])
            self.texts.append(token["raw"])
        elif kind in ("linebreak", "softbreak"):
            self.texts.append("\n")
        elif kind in ("link", "image"):
            self._target(token, image=kind == "image")
        elif "children" in token:
            self.walk(token["children"], linked)

    def _target(self, token: dict[str, Any], *, image: bool) -> None:
        """A link with the targets inside it; of an image only its text counts."""
        inner = _Shown()
        inner.walk(token.get("children", ()), linked=True)
        attrs = token["attrs"]
        text = "".join(inner.texts)
        title = html.unescape(attrs.get("title") or "")
        self.targets.append(Link(plain.folded(text), attrs["url"], title, image))
        self.texts.append(text)
        if not image:
            self.targets.extend(inner.targets)
            self.codes.extend(inner.codes)


def _decoded(token: dict[str, Any]) -> str:
    """A text token with its character references resolved; escaped characters form none."""
    raw: str = token["raw"]
    if "&" not in raw or token.get("_emphasis") is False or token.get("literal"):
        return raw
    return _ENTITY.sub(_character, raw)


def _character(match: re.Match[str]) -> str:
    """A character reference as CommonMark 6.4 has it: only those of HTML5, only with a semicolon."""
    hexadecimal, decimal, name = match.groups()
    if name:
        return html5.get(name + ";", match.group())
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if number == 0 or number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return "\ufffd"
    return chr(number)
