"""Parse cells with mistune's inline parser, and return the text, links, images and code that GitHub shows.

Scanning, escapes and line breaks are mistune's. Links, emphasis, strikethrough, code spans, raw HTML,
autolinks and character references follow cmark-gfm instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from re import Match
from typing import Any

import mistune
from mistune.core import InlineState

from rowcheck.markdown import autolinks, block_starts, emphasis, links, tablerow
from rowcheck.markdown.emphasis import Token
from rowcheck.markdown.links import CellState, References
from rowcheck.model import MAX_CELL, Inline, Link, Reader

_MAX_BACKTICKS = 80
"""The longest run of backticks that can delimit a code span (cmark-gfm, MAXBACKTICKS)."""

_WHITESPACE = re.compile(r"[ \t\n\f\v\r]+")
_BACKTICKS = re.compile(r"`+")


def reader(references: References) -> Reader:
    """Return a function from the Markdown of a cell to its content, which caches what it returns.

    `references` are the link reference definitions of the document.
    """

    @cache
    def read(source: str) -> Inline:
        if len(source) > MAX_CELL:
            return Inline(fold_whitespace(source))
        return read_plain(source) or parse(source, references)

    return read


def parse(source: str, references: References) -> Inline:
    """Return the content of a cell as mistune parses it; `read_plain` must agree wherever it applies."""
    env: dict[str, Any] = {"ref_links": references}
    content = _content(_PARSER(tablerow.unescape_pipes(source), env))
    return content._replace(text=fold_whitespace(content.text))


def fold_whitespace(text: str) -> str:
    """Return text as a browser shows it: ASCII whitespace is one space, and removed at the ends."""
    if "  " not in text and text.isprintable():
        return text.strip(" ")
    return _WHITESPACE.sub(" ", text).strip(" ")


def _content(tokens: Iterable[Token], *, in_link: bool = False, in_image: bool = False) -> Inline:
    """Return what tokens show, in document order; a link precedes the links and images in its text."""
    texts: list[str] = []
    targets: list[Link] = []
    codes: list[str] = []
    for kind, group in groupby(tokens, key=lambda token: str(token["type"])):
        if kind in ("link", "image"):
            image = kind == "image"
            for token in group:
                inner = _content(token["children"], in_link=True, in_image=in_image or image)
                attrs: dict[str, Any] = token["attrs"]
                text = fold_whitespace(inner.text)
                targets.append(Link(text, attrs["url"], attrs.get("title", ""), image))
                texts.append(inner.text)
                if not image:  # only the text of an image's description counts
                    targets += inner.targets
                    codes += inner.code
        elif kind in ("linebreak", "softbreak"):
            texts += ("\n" for _ in group)
        elif kind in ("text", "codespan") or (kind == "inline_html" and in_image):
            raws = [str(token["raw"]) for token in group]
            texts += raws
            if kind == "codespan":
                codes += raws
            elif kind == "text" and not in_link and "@" in (text := "".join(raws)):
                targets += (Link(address, url) for address, url in autolinks.emails(text))
    return Inline("".join(texts), tuple(targets), tuple(codes))


class GfmInlineParser(mistune.InlineParser):
    """mistune's inline parser with GitHub's rules.

    Yields the flat tokens `text`, `codespan`, `inline_html` and `separator`, and `link` and `image` with
    children.
    """

    state_cls = CellState

    def __init__(self) -> None:
        super().__init__()
        self.rules.remove("emphasis")
        self.register("delimiter", r"\*+|_+|~+", _delimiter_run, before="link", start_chars=["*", "_", "~"])
        self.register("reference", links.CHARACTER_REFERENCE, _character_reference, start_chars=["&"])
        links.register(self)
        autolinks.register(self)

    def finalize_tokens(self, tokens: list[Token], depth: int) -> list[Token]:
        return emphasis.resolve(tokens)

    def parse_auto_link(self, m: Match[str], state: InlineState) -> int:
        _add_address(m, state, "")
        return m.end()

    def parse_auto_email(self, m: Match[str], state: InlineState) -> int:
        _add_address(m, state, "mailto:")
        return m.end()

    def parse_codespan(self, m: Match[str], state: Any) -> int:
        start, end = m.end(), _code_end(state, m.end(), len(m[0]))
        if not end:
            state.tokens.append({"type": "text", "raw": m[0]})
            return start
        code = _strip_code_padding(state.src[start:end].replace("\n", " "))
        state.tokens.append({"type": "codespan", "raw": code})
        return end + len(m[0])

    def parse_inline_html(self, m: Match[str], state: Any) -> int | None:
        end = _html_end(state.src, m.start(), state.unclosed_html)
        if end:
            state.tokens.append({"type": "inline_html", "raw": state.src[m.start() : end]})
        return end


def _code_end(state: CellState, start: int, length: int) -> int:
    """Return the index of the next run of `length` backticks, 0 if there is none.

    Like cmark-gfm, this searches to the end of the text once and then relies on the last run seen of each
    length, although a later search may have stopped before it.
    """
    if length > _MAX_BACKTICKS or (state.all_backticks_seen and state.backticks.get(length, 0) <= start):
        return 0
    for run in _BACKTICKS.finditer(state.src, start):
        state.backticks[len(run[0])] = run.start()
        if len(run[0]) == length:
            return run.start()
    state.all_backticks_seen = True
    return 0


def _strip_code_padding(code: str) -> str:
    """Remove one space from both ends, which separates the code from its backticks (CommonMark 6.1)."""
    return code[1:-1] if code[:1] == code[-1:] == " " and code.strip(" ") else code


def _add_address(match: Match[str], state: InlineState, scheme: str) -> None:
    address = links.decode_references(match[0][1:-1])
    attrs = {"url": links.percent_encode(scheme + address)}
    state.tokens.append({"type": "link", "children": [{"type": "text", "raw": address}], "attrs": attrs})


def _delimiter_run(inline: mistune.InlineParser, match: Match[str], state: Any) -> int:
    state.tokens.append(emphasis.delimiter_run(state.src, *match.span()))
    return match.end()


def _character_reference(inline: mistune.InlineParser, match: Match[str], state: Any) -> int:
    state.tokens.append({"type": "text", "raw": links.decode_reference(match[0])})
    return match.end()


_RAW_HTML = {
    "comment": (r"<!--", r"<!--(?:-?>|(?:[^-]|-[^-]|--[^>])*+-->)"),
    "cdata": (r"<!\[CDATA\[", r"<!\[CDATA\[(?:[^\]]|\][^\]]|\]\][^>])*+\]\]>"),
    "declaration": (r"<![A-Z]+[ \t\v\f\n]", r"<![^>]*>"),
    "instruction": (r"<\?", r"<\?(?:[^?>]|\?[^>]|>)*+\?>"),
}
_HTML_OPENING = re.compile("|".join(f"(?P<{kind}>{opening})" for kind, (opening, _) in _RAW_HTML.items()))
_HTML_COMPLETE = {kind: re.compile(complete) for kind, (_, complete) in _RAW_HTML.items()}


def _html_end(source: str, start: int, unclosed: set[str]) -> int | None:
    """Return the index after the raw HTML (CommonMark 6.6) at `start`.

    Like cmark-gfm, this searches no further for a kind once one had no end, which keeps hostile text linear.
    A comment without an end also rules out everything else that starts with `<!`.
    """
    opening = _HTML_OPENING.match(source, start)
    if not opening:
        tag = block_starts.HTML_TAG.match(source, start)
        return tag.end() if tag else None
    kind = opening.lastgroup or ""
    if kind in unclosed or ("comment" in unclosed and kind != "instruction"):
        return None
    complete = _HTML_COMPLETE[kind].match(source, start)
    if not complete:
        unclosed.add(kind)
        return None
    return complete.end()


_PARSER = GfmInlineParser()


# `read_plain` reads the nine in ten cells of a list that need no parser: words, simple links, images, code,
# tags and addresses. Each alternative of `_PIECE` matches only where GitHub reads the same whatever follows.

_WORD = (
    r"[^\\`*_\[\]<>&~@:!whf]"
    r"|(?:w(?!ww\.)|[hf](?!t?tps?://)|:(?!//)|!(?!\[)|[<>](?![A-Za-z/!?])|&(?![A-Za-z#])"
    r"|(?<=[A-Za-z0-9])_+(?=[A-Za-z0-9])|(?<= )[*&](?= ))"
)
_URL = r"[A-Za-z0-9#%+,./:=?@$;!_-]+(?:&(?![A-Za-z0-9#]+;)[A-Za-z0-9#%+,./:=?@$;!_-]*)*"
_IMAGE = rf"!\[((?:{_WORD})*)\]\(({_URL})\)"
_MARKUP = re.compile(r"[\\`*_\[<&~@]|://|www\.")
_LINK_ALONE = re.compile(rf"\[([^\\`*_\[\]<>&~!]*)\]\(({_URL})\)")
_CODE_ALONE = re.compile(r"`([^`|\\]+)`")
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
    """Return the content of a cell without nested markup; None if it has to be parsed."""
    if not _MARKUP.search(source):
        return Inline(fold_whitespace(source))
    if link := _LINK_ALONE.fullmatch(source):
        text = fold_whitespace(link[1])
        return Inline(text, (Link(text, link[2]),))
    if code := _CODE_ALONE.fullmatch(source):
        inside = _strip_code_padding(code[1])
        return Inline(fold_whitespace(inside), code=(inside,))
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
        texts.append(words if words is not None else _add_piece(match, targets, codes))
    return Inline(fold_whitespace("".join(texts)), tuple(targets), tuple(codes))


def _add_piece(match: re.Match[str], targets: list[Link], codes: list[str]) -> str:
    """Add the link, image or code of a match of `_PIECE`; return its text."""
    _, _, label, url, alt, image, inner_alt, inner, outer, code, address, bold = match.groups()
    if url is not None:
        targets.append(Link(fold_whitespace(label), url))
        return str(label)
    if outer is not None:
        text = fold_whitespace(inner_alt)
        targets.extend((Link(text, outer), Link(text, inner, image=True)))
        return str(inner_alt)
    if image is not None:
        targets.append(Link(fold_whitespace(alt), image, image=True))
        return str(alt)
    if code is not None:
        codes.append(_strip_code_padding(code))
        return codes[-1]
    if address is not None:
        targets.append(Link(address, address))
        return str(address)
    return bold or ""
