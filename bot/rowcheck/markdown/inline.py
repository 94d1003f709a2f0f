"""What a cell shows: plain text, links, images and code, parsed by mistune.

mistune's inline parser does the reading, with GitHub's strikethrough and autolinks added; this
module walks its tokens. Cells that need no parser take the short way through `plain`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rowcheck.markdown import autolinks, plain, tablerow
from rowcheck.markdown.delimiters import Token
from rowcheck.markdown.parser import GfmInlineParser
from rowcheck.markdown.references import References
from rowcheck.model import Inline, Link

_PARSER = GfmInlineParser()

_LONGEST = 10_000
"""Characters of a cell that is looked into; a longer one, which no honest list has, is text as it stands."""


class InlineReader(dict[str, Inline]):
    """What the cells of one document show, by their source: each is read when first asked for.

    `references` are the document's link definitions, complete before the first cell is read.
    """

    def __init__(self, references: References) -> None:
        super().__init__()
        self._env: dict[str, Any] = {"ref_links": references}

    def __missing__(self, source: str) -> Inline:
        if len(source) > _LONGEST:
            inline = Inline(plain.folded(source))
        else:
            inline = plain.read(source) or self.parsed(source)
        self[source] = inline
        return inline

    def parsed(self, source: str) -> Inline:
        """The careful reading, by mistune; `plain` must agree with it wherever it answers."""
        shown = _Shown()
        shown.walk(_PARSER(tablerow.unescaped(source), self._env))
        return Inline(plain.folded("".join(shown.texts)), tuple(shown.targets), tuple(shown.codes))


class _Shown:
    """Gathers what tokens show, in document order; a link comes before what it wraps."""

    def __init__(self, *, linked: bool = False, in_image: bool = False) -> None:
        self.texts: list[str] = []
        self.targets: list[Link] = []
        self.codes: list[str] = []
        self.linked = linked
        self.in_image = in_image

    def walk(self, tokens: Iterable[Token]) -> None:
        """Take the tokens in; inside a link a mail address is no link of its own."""
        run: list[str] = []
        for token in tokens:
            if token["type"] == "text":
                run.append(token["raw"])
                continue
            self._text("".join(run))
            run = []
            self._token(token)
        self._text("".join(run))

    def _text(self, text: str) -> None:
        self.texts.append(text)
        if not self.linked and "@" in text:
            self.targets.extend(Link(mail, url) for mail, url in autolinks.emails(text))

    def _token(self, token: Token) -> None:
        kind = token["type"]
        if kind == "codespan":
            self.codes.append(token["raw"])
            self.texts.append(token["raw"])
        elif kind in ("linebreak", "softbreak"):
            self.texts.append("\n")
        elif kind in ("link", "image"):
            self._target(token, image=kind == "image")
        elif kind == "inline_html" and self.in_image:
            self.texts.append(token["raw"])

    def _target(self, token: Token, *, image: bool) -> None:
        """A link with the targets inside it; of an image only its text counts."""
        inner = _Shown(linked=True, in_image=image or self.in_image)
        inner.walk(token["children"])
        attrs: dict[str, Any] = token["attrs"]
        text = "".join(inner.texts)
        self.targets.append(Link(plain.folded(text), attrs["url"], attrs.get("title", ""), image))
        self.texts.append(text)
        if not image:
            self.targets.extend(inner.targets)
            self.codes.extend(inner.codes)
