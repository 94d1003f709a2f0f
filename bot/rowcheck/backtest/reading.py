"""Documents that were read before: the base of one contribution is often that of the next, or its head."""

from __future__ import annotations

from collections import OrderedDict

from rowcheck.markdown import documents
from rowcheck.model import Document

_MOST = 4_000_000
"""Characters of all texts that are kept; the documents take some ten times as many bytes."""


class Shelf:
    """Gives the document of a text, and keeps those asked for last. Each process has its own."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._size = 0
        self._known: OrderedDict[tuple[str, str], Document] = OrderedDict()

    def read(self, path: str, text: str) -> Document:
        """The document, as `markdown.documents` reads it."""
        key = (path, text)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = documents.read(path, text)
            self._size += len(text)
        self._known.move_to_end(key)
        while self._size > self._most and len(self._known) > 1:
            self._size -= len(self._known.popitem(last=False)[0][1])
        return found
