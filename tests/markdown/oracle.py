"""What GitHub renders, according to cmark-gfm: the tables of a text, with their lines, cells and URLs.

The HTML is rendered in safe mode, which replaces raw HTML by a fixed comment, so that two patterns can read
the rest. Safe mode also removes suspicious URLs; `shown_url` does the same to a URL of rowcheck.
"""

from __future__ import annotations

import ctypes
import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cmarkgfm import _cmark, cmark

EXTENSIONS = ("table", "autolink", "tagfilter", "strikethrough", "tasklist")
_OPTIONS = cmark.Options.CMARK_OPT_SOURCEPOS | cmark.Options.CMARK_OPT_GITHUB_PRE_LANG

_POSITION = r' data-sourcepos="(?P<first>\d+):\d+-(?P<last>\d+):\d+"'
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>table|tr|t[hd]|li|blockquote|h[1-6])\b"
    rf'(?: align="(?P<align>\w+)")?(?:{_POSITION})?[^>]*>'
)
_IMAGE = re.compile(r'<img src="[^"]*" alt="([^"]*)"[^>]*>')
_MARKUP = re.compile(r"<[^>]*>")
_WHITESPACE = re.compile(r"[ \t\n\v\f\r]+")
_URL = re.compile(r'<(?:a href|img src)="([^"]*)"')
_CODE = re.compile(r"<code>(.*?)</code>", re.S)
_SUSPICIOUS = re.compile(r"javascript:|vbscript:|file:|data:(?!image/(?:png|gif|jpeg|webp))", re.I)


@dataclass(frozen=True)
class OracleCell:
    text: str
    urls: tuple[str, ...]
    code: tuple[str, ...]


@dataclass
class OracleRow:
    line: int
    cells: list[OracleCell] = field(default_factory=list)


@dataclass
class OracleTable:
    """A table; `last` is its last line according to cmark-gfm, `rows` do not include the header."""

    last: int
    containers: tuple[str, ...]
    alignments: list[str] = field(default_factory=list)
    rows: list[OracleRow] = field(default_factory=list)
    header: OracleRow = field(default_factory=lambda: OracleRow(0))

    @property
    def line(self) -> int:
        """The line of the header; cmark-gfm reports the first line of the paragraph that the header ends."""
        return (self.rows[0].line if self.rows else self.last + 1) - 2


@dataclass
class OraclePage:
    """The tables of a page, and level and text of its headings outside of quotes and lists."""

    tables: list[OracleTable] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)


def page(text: str) -> OraclePage:
    return _Walk(render(text)).page


def tables(text: str) -> list[OracleTable]:
    return page(text).tables


def render(text: str) -> str:
    """Return the HTML of a text, and free what the package does not: 25 times the size of the text."""
    cmark.core_extensions_ensure_registered()
    parser = cmark.parser_new(_OPTIONS)
    for extension in EXTENSIONS:
        cmark.parser_attach_syntax_extension(parser, cmark.find_syntax_extension(extension))
    cmark.parser_feed(parser, text)
    root = cmark.parser_finish(parser)
    buffer = _cmark.lib.cmark_render_html(root, _OPTIONS, cmark.parser_get_syntax_extensions(parser))
    rendered: bytes = _cmark.ffi.string(buffer)
    _free(root, buffer)
    cmark.parser_free(parser)
    return rendered.decode()


def shown_url(url: str) -> str:
    """Return a URL as safe mode renders it: empty if a browser might execute or read something."""
    return "" if _SUSPICIOUS.match(url) else url


class _Walk:
    """Reads a page from the tags of its HTML."""

    def __init__(self, markup: str) -> None:
        self.page = OraclePage()
        self.markup = markup
        self.containers: list[str] = []
        self.begin = 0
        self.row = OracleRow(0)
        steps: dict[str, Callable[[re.Match[str]], None]] = {
            "table": self._table,
            "tr": self._row,
            "th": self._cell,
            "td": self._cell,
            "li": self._container,
            "blockquote": self._container,
        }
        for tag in _TAG.finditer(markup):
            steps.get(tag["name"], self._heading)(tag)

    def _container(self, tag: re.Match[str]) -> None:
        if tag["close"]:
            self.containers.pop()
        else:
            self.containers.append(tag["name"])

    def _table(self, tag: re.Match[str]) -> None:
        if not tag["close"]:
            self.page.tables.append(OracleTable(int(tag["last"]), tuple(self.containers)))

    def _row(self, tag: re.Match[str]) -> None:
        if tag["close"]:
            return
        self.row = OracleRow(int(tag["first"]))
        table = self.page.tables[-1]
        if table.header.line:
            table.rows.append(self.row)
        else:
            table.header = self.row

    def _cell(self, tag: re.Match[str]) -> None:
        if tag["close"]:
            self.row.cells.append(_cell(self.markup[self.begin : tag.start()]))
            return
        self.begin = tag.end()
        if tag["name"] == "th":
            self.page.tables[-1].alignments.append(tag["align"] or "")

    def _heading(self, tag: re.Match[str]) -> None:
        if not tag["close"]:
            self.begin = tag.end()
        elif not self.containers:
            text = _cell(self.markup[self.begin : tag.start()]).text
            self.page.headings.append((int(tag["name"][1]), text))


def _cell(markup: str) -> OracleCell:
    urls = tuple(html.unescape(url) for url in _URL.findall(markup)) if "=" in markup else ()
    code = tuple(html.unescape(code) for code in _CODE.findall(markup)) if "<code>" in markup else ()
    if "<" in markup:
        markup = _MARKUP.sub("", _IMAGE.sub(r"\1", markup))
    return OracleCell(_WHITESPACE.sub(" ", html.unescape(markup)).strip(" "), urls, code)


def _free(root: Any, buffer: Any) -> None:
    node_free, free = ctypes.CDLL(_cmark.__file__).cmark_node_free, ctypes.CDLL(None).free
    for release, pointer in ((node_free, root), (free, buffer)):
        release(ctypes.c_void_p(int(_cmark.ffi.cast("uintptr_t", pointer))))
