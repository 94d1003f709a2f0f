"""Is an address one that leads somewhere when clicked on GitHub, and if not, what was meant?

Judges how an address is written. Whether anything answers there is nobody's business here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong with an address, as the end of a sentence about it, and what was meant."""

    kind: str
    said: str
    mended: str | None = None


_UNSAFE = re.compile(r"(?:javascript|vbscript|data|file):", re.IGNORECASE)
_GOOD = re.compile(r"https?://(?!https?:?//)[^/.:]", re.IGNORECASE)

_QUOTE = r"(?:[“”‘’「」]|%E2%80%9[89CD]|%E3%80%8[CD])"
_QUOTED = re.compile(rf"(?:{_QUOTE}|[\"']|%22|%27)|.*{_QUOTE}\Z")

_SLASHES = r"(?:[/\\]|%5C)"
_SCHEME = re.compile(
    rf"(?P<scheme>(?=h*t|hx)[htpsx]{{3,8}})(?:[:;]+{_SLASHES}*|[.,]?{_SLASHES}{{2,}})[:/\\.]*(?=\w)",
    re.IGNORECASE,
)
"""Letters of `https` in any mixture, and what may stand for `://`. No other scheme has only those letters."""
_TWICE = re.compile(r"https?://+(?=https?:?/+)", re.IGNORECASE)
_HOST = re.compile(
    r"(?:www\.[\w-]+(?:\.[\w-]+)+"
    r"|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|io|ai|dev|app|info|xyz|tech|cloud|co|uk|de|fr|jp|cn|kr|ru|eu|ca|au|br))"
    r"(?=[/?#:]|\Z)",
    re.IGNORECASE,
)


def fault(url: str, *, image: bool = False) -> Fault | None:
    """The fault of a link's address, percent-encoded as in GitHub's HTML; None where there is none."""
    if _UNSAFE.match(url.strip()):
        allowed = image and url.lower().startswith("data:image/")
        return None if allowed else Fault("scheme", "is of a kind that GitHub does not open")
    if _QUOTED.match(url):
        return Fault("quotes", "has quotation marks in it")
    if not _GOOD.match(url) and (mended := _mended(url)):
        return Fault(f"address:{url}", "does not begin with http:// or https://", mended)
    if host := _lookalike(url):
        return Fault("host", f"has a host, '{host}', that mixes letters of several alphabets")
    return None


def _mended(url: str) -> str | None:
    """The address with its scheme put right, where one can tell what was meant."""
    return next((mended for attempt in _ATTEMPTS if (mended := attempt(url))), None)


def _once(url: str) -> str | None:
    found = _TWICE.match(url)
    return (
        url[found.end() :].replace("http//", "http://", 1).replace("https//", "https://", 1)
        if found
        else None
    )


def _spelt(url: str) -> str | None:
    found = _SCHEME.match(url)
    if not found:
        return None
    return ("https://" if "s" in found["scheme"].lower() else "http://") + url[found.end() :]


def _with_scheme(url: str) -> str | None:
    return f"https://{url}" if _HOST.match(url) else None


_ATTEMPTS: tuple[Callable[[str], str | None], ...] = (_once, _spelt, _with_scheme)


def _lookalike(url: str) -> str | None:
    """The host, if Latin and Cyrillic or Greek letters stand in one of its labels."""
    from urllib.parse import unquote, urlsplit

    if "%" not in url and url.isascii():
        return None
    try:
        host = unquote(urlsplit(url).netloc)
    except ValueError:
        return None
    for label in host.split("."):
        if re.search(r"[a-zA-Z]", label) and re.search("[\u0370-\u03ff\u0400-\u04ff]", label):
            return host
    return None
