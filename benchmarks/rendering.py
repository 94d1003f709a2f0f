"""Render Markdown with cmark-gfm, as GitHub does, and free the memory of each text.

The package `cmarkgfm` keeps the parsed tree and the HTML allocated. Over a corpus these are gigabytes, whose
allocation would make cmark-gfm look slow.
"""

from __future__ import annotations

import ctypes

from cmarkgfm import _cmark, cmark

_EXTENSIONS = ("table", "autolink", "tagfilter", "strikethrough", "tasklist")
_OPTIONS = cmark.Options.CMARK_OPT_GITHUB_PRE_LANG

_library = ctypes.CDLL(_cmark.__file__)
_library.cmark_node_free.argtypes = [ctypes.c_void_p]
_c = ctypes.CDLL(None)
_c.free.argtypes = [ctypes.c_void_p]


def render(text: str) -> bytes:
    """Return the HTML of a text."""
    cmark.core_extensions_ensure_registered()
    parser = cmark.parser_new(_OPTIONS)
    try:
        for name in _EXTENSIONS:
            cmark.parser_attach_syntax_extension(parser, cmark.find_syntax_extension(name))
        cmark.parser_feed(parser, text)
        tree = cmark.parser_finish(parser)
        page = _cmark.lib.cmark_render_html(tree, _OPTIONS, cmark.parser_get_syntax_extensions(parser))
        html: bytes = _cmark.ffi.string(page)
        _c.free(_address(page))
        _library.cmark_node_free(_address(tree))
        return html
    finally:
        cmark.parser_free(parser)


def _address(pointer: object) -> int:
    return int(_cmark.ffi.cast("uintptr_t", pointer))
