"""HTML that cannot be broken out of: text is escaped on its way into an element, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from rowcheck.text import visible


class Html(str):
    """Text that is HTML already. Made here, of constants, and of what is escaped."""

    __slots__ = ()


def element(name: str, *content: str, **attributes: str | int | float) -> Html:
    """An element; of its content, what is not Html is text, and shown so that nothing in it is invisible.

    Attributes are written with `_` for `-`, and with one more at the end where Python knows the word.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(visible(str(value)))}"'
        for key, value in attributes.items()
    )
    return Html(f"<{name}{said}>{joined(content)}</{name}>")


def joined(parts: Iterable[str]) -> Html:
    """The parts one after the other; those that are not Html are text."""
    return Html("".join(part if isinstance(part, Html) else escape(visible(part)) for part in parts))


def link(text: str, url: str) -> Html:
    """A link, or the text alone where the address is none of the web."""
    if not url.startswith(("https://", "http://")):
        return element("span", text)
    return element("a", text, href=url, rel="noopener noreferrer")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], **attributes: str) -> Html:
    """A table with the names of its columns on top."""
    top = element("tr", *(element("th", name, scope="col") for name in head))
    lines = [element("tr", *(element("td", cell) for cell in row)) for row in rows]
    return element("table", element("thead", top), element("tbody", *lines), **attributes)
