"""What a cell shows: plain text, links, images and code, parsed by mistune.

mistune's inline parser does the reading, with GitHub's strikethrough and autolinks added; this
module walks its tokens. Cells that need no parser take the short way through `plain`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import Match
from typing import Any

import mistune
from mistune.core import InlineState

from rowcheck.markdown import autolinks, block_starts, emphasis, links, tablerow
from rowcheck.markdown.emphasis import Token
from rowcheck.markdown.links import References
from rowcheck.model import Inline, Link

_KINDS = {
    "comment": (r"<!--", r"<!--(?:-?>|(?:[^-]|-[^-]|--[^>])*+-->)"),
    "cdata": (r"<!\[CDATA\[", r"<!\[CDATA\[(?:[^\]]|\][^\]]|\]\][^>])*+\]\]>"),
    "declaration": (r"<![A-Z]+[ \t\v\f\n]", r"<![^>]*>"),
    "instruction": (r"<\?", r"<\?(?:[^?>]|\?[^>]|>)*+\?>"),
}
_OPENING = re.compile("|".join(f"(?P<{kind}>{opening})" for kind, (opening, _) in _KINDS.items()))
_WHOLE = {kind: re.compile(whole) for kind, (_, whole) in _KINDS.items()}


def html_end(source: str, start: int, hopeless: set[str]) -> int | None:
    """The index after the raw HTML that begins at `start`; `hopeless` gathers kinds given up."""
    opening = _OPENING.match(source, start)
    if not opening:
        tag = block_starts.HTML_TAG.match(source, start)
        return tag.end() if tag else None
    kind = opening.lastgroup or ""
    if kind in hopeless or ("comment" in hopeless and kind != "instruction"):
        return None
    whole = _WHOLE[kind].match(source, start)
    if not whole:
        hopeless.add(kind)
        return None
    return whole.end()


BLANKS = re.compile(r"[ \t\n\f\v\r]+")

_WORD = (
    r"[^\\`*_\[\]<>&~@:!whf]"
    r"|(?:w(?!ww\.)|[hf](?!t?tps?://)|:(?!//)|!(?!\[)|[<>](?![A-Za-z/!?])|&(?![A-Za-z#])"
    r"|(?<=[A-Za-z0-9])_+(?=[A-Za-z0-9])|(?<= )[*&](?= ))"
)
_URL = r"[A-Za-z0-9#%+,./:=?@$;!_-]+(?:&(?![A-Za-z0-9#]+;)[A-Za-z0-9#%+,./:=?@$;!_-]*)*"
_IMAGE = rf"!\[((?:{_WORD})*)\]\(({_URL})\)"
_MARKUP = re.compile(r"[\\`*_\[<&~@]")
_LINK = re.compile(rf"\[([^\\`*_\[\]<>&~!]*)\]\(({_URL})\)")
_CODE = re.compile(r"`([^`|\\]+)`")
_PIECE = re.compile(
    rf"((?:{_WORD})+)"
    rf"|\[(\*\*(?=[A-Za-z0-9]))?((?:{_WORD})*)(?(2)(?<=[A-Za-z0-9)])\*\*)\]\(({_URL})\)"
    rf"|{_IMAGE}"
    rf"|\[{_IMAGE}\]\(({_URL})\)"
    rf"|(?<!`)`([^`|\\]+)`(?!`)"
    rf"|<[A-Za-z][A-Za-z0-9-]*(?: [A-Za-z-]+=\"[^\"\\]*\")* ?/?>|</[A-Za-z][A-Za-z0-9-]*>"
    rf"|(?<![^ (])(https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[A-Za-z0-9/.=?-]*[A-Za-z0-9/=])?)(?= |\Z)"
    rf"|(?<![^ ])\*\*([A-Za-z0-9](?:{_WORD})*(?<=[A-Za-z0-9)]))\*\*(?= |\Z)"
)


def read_plain(source: str) -> Inline | None:
    """What the cell shows, or None where it takes a parser to tell."""
    if not _MARKUP.search(source) and "://" not in source and "www." not in source:
        return Inline(folded(source))
    if link := _LINK.fullmatch(source):
        label = folded(link[1])
        return Inline(label, (Link(label, link[2]),))
    if code := _CODE.fullmatch(source):
        inside = _unpadded(code[1])
        return Inline(folded(inside), code=(inside,))
    texts: list[str] = []
    targets: list[Link] = []
    codes: list[str] = []
    position, end = 0, len(source)
    while position < end:
        match = _PIECE.match(source, position)
        if not match:
            return None
        position = match.end()
        words = match[1]
        if words is not None:
            texts.append(words)
        else:
            texts.append(_target(match, targets, codes))
    return Inline(folded("".join(texts)), tuple(targets), tuple(codes))


def folded(text: str) -> str:
    """Text as a browser shows it: runs of ASCII blanks are one space, none at the ends."""
    if "  " not in text and text.isprintable():
        return text.strip(" ")
    return BLANKS.sub(" ", text).strip(" ")


def _unpadded(code: str) -> str:
    """Code without the blank on either side that only keeps it from the backticks (CommonMark 6.1)."""
    return code[1:-1] if code[0] == code[-1] == " " and code.strip(" ") else code


def _target(match: re.Match[str], targets: list[Link], codes: list[str]) -> str:
    """Note the link, image or code that was matched; its text."""
    _, _, label, url, alt, image, inner_alt, inner, outer, code, address, bold = match.groups()
    if url is not None:
        targets.append(Link(folded(label), url))
        return str(label)
    if outer is not None:
        targets.extend((Link(folded(inner_alt), outer), Link(folded(inner_alt), inner, image=True)))
        return str(inner_alt)
    if image is not None:
        targets.append(Link(folded(alt), image, image=True))
        return str(alt)
    if code is not None:
        codes.append(_unpadded(code))
        return codes[-1]
    if address is not None:
        targets.append(Link(address, address))
        return str(address)
    return bold or ""


_BACKTICKS = re.compile(r"`+")
_LONGEST_RUN = 80


class GfmInlineParser(mistune.InlineParser):
    """Yields flat tokens `text`, `codespan`, `inline_html`, `mark`, and `link` and `image` with children."""

    state_cls = links.CellState

    def __init__(self) -> None:
        super().__init__()
        self.rules.remove("emphasis")
        self.register("delimiter", r"\*+|_+|~+", _delimiter, before="link", start_chars=["*", "_", "~"])
        self.register("reference", links.REFERENCE, _reference, start_chars=["&"])
        links.register(self)
        autolinks.register(self)

    def finalize_tokens(self, tokens: list[Token], depth: int) -> list[Token]:
        return emphasis.resolve(tokens)

    def parse_auto_link(self, m: Match[str], state: InlineState) -> int:
        _address(m, state, "")
        return m.end()

    def parse_auto_email(self, m: Match[str], state: InlineState) -> int:
        _address(m, state, "mailto:")
        return m.end()

    def parse_codespan(self, m: Match[str], state: Any) -> int:
        begin, end = m.end(), _code_end(state, m.end(), len(m.group()))
        if not end:
            state.tokens.append({"type": "text", "raw": m.group()})
            return begin
        code = state.src[begin:end].replace("\n", " ")
        if code[:1] == code[-1:] == " " and code.strip(" "):
            code = code[1:-1]
        state.tokens.append({"type": "codespan", "raw": code})
        return end + len(m.group())

    def parse_inline_html(self, m: Match[str], state: Any) -> int | None:
        end = html_end(state.src, m.start(), state.hopeless)
        if end:
            state.tokens.append({"type": "inline_html", "raw": state.src[m.start() : end]})
        return end


def _code_end(state: links.CellState, begin: int, length: int) -> int:
    """Where the run of as many backticks stands that ends the code; 0 for none.

    cmark-gfm searches to the end of the text once, and from then on trusts the last run it saw of
    a length, though a later search may have stopped at an earlier one.
    """
    if length > _LONGEST_RUN or (state.ticks_known and state.ticks.get(length, 0) <= begin):
        return 0
    for run in _BACKTICKS.finditer(state.src, begin):
        state.ticks[len(run.group())] = run.start()
        if len(run.group()) == length:
            return run.start()
    state.ticks_known = True
    return 0


def _address(match: Match[str], state: InlineState, scheme: str) -> None:
    address = links.decoded(match.group()[1:-1])
    attrs = {"url": links.escaped(scheme + address)}
    state.tokens.append({"type": "link", "children": [{"type": "text", "raw": address}], "attrs": attrs})


def _delimiter(inline: mistune.InlineParser, match: Match[str], state: Any) -> int:
    state.tokens.append(emphasis.token(state.src, *match.span()))
    return match.end()


def _reference(inline: mistune.InlineParser, match: Match[str], state: Any) -> int:
    state.tokens.append({"type": "text", "raw": links.character(match.group())})
    return match.end()


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
            inline = Inline(folded(source))
        else:
            inline = read_plain(source) or self.parsed(source)
        self[source] = inline
        return inline

    def parsed(self, source: str) -> Inline:
        """The careful reading, by mistune; `plain` must agree with it wherever it answers."""
        shown = _Shown()
        shown.walk(_PARSER(tablerow.unescaped(source), self._env))
        return Inline(folded("".join(shown.texts)), tuple(shown.targets), tuple(shown.codes))


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
        self.targets.append(Link(folded(text), attrs["url"], attrs.get("title", ""), image))
        self.texts.append(text)
        if not image:
            self.targets.extend(inner.targets)
            self.codes.extend(inner.codes)
