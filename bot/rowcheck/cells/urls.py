"""A URL taken apart, and the one spelling of it that all its spellings share.

By RFC 3986 section 6 (what may be folded without asking the server), and further where the web
as it is folds too: http and https, `www.`, the closing slash, index pages, tracking parameters.
Knows no site; `works` does.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

WEB = frozenset({"http", "https"})


def listed(names: str) -> frozenset[str]:
    """Names written in a row, as a set."""
    return frozenset(names.split())


# What campaigns, mailers and social sites append: the lists of ClearURLs and Brave, and what real lists of
# jobs and APIs carry (`gh_src`, `lever-source`). Nothing that a page could answer to.
TRACKING = listed(
    "__s _ga _gl _hsenc _hsmi dclid fbclid gbraid gclid gclsrc gh_src igsh igshid lever-source mc_cid mc_eid "
    "mibextid mkt_tok msclkid oly_anon_id oly_enc_id pk_campaign pk_kwd ref ref_ referer referrer spm "
    "srsltid trackingid trk twclid vero_id wbraid wickedid yclid"
)
TRACKING_PREFIXES = ("utm_", "ref_", "mtm_", "hsa_", "__hs")

LONGEST_HOST = 253
"""Characters in a host name, by RFC 1035 section 2.3.4; what is longer names nothing."""


class Address(NamedTuple):
    """A URL's parts: `host` without `www.`, `steps` the path's segments that are not empty, decoded."""

    scheme: str
    host: str
    path: str
    query: str
    fragment: str
    steps: list[str]

    def parameter(self, name: str) -> str:
        """The first value of a query parameter, or nothing."""
        for pair in self.query.split("&"):
            key, _, value = pair.partition("=")
            if key == name:
                return unquote(value)
        return ""


_PLAIN = re.compile(r"(https?)://(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)((?:/[\w~-][\w.~-]*)*/?)", re.ASCII)


def split(url: str) -> Address | None:
    """The parts of a URL; None where it is none at all (`http://[`)."""
    url = url.strip()
    if plain := _PLAIN.fullmatch(url):  # nine in ten; nothing in them needs folding
        scheme, host, path = plain.groups()
        return Address(scheme, host, path, "", "", [step for step in path.split("/") if step])
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return address(parts.scheme, _host(parts.scheme, parts.netloc), parts.path, parts.query, parts.fragment)


def address(scheme: str, host: str, path: str, query: str = "", fragment: str = "") -> Address:
    """An address from its parts, the host as `split` gives it."""
    decoded = unquote(path) if "%" in path else path
    return Address(scheme, host, path, query, fragment, [step for step in decoded.split("/") if step])


def normal(parts: Address) -> str:
    """The one spelling of an address; the scheme is left out for the web.

    The fragment stays, but for those that name the whole page: in lists, links that differ by it
    alone lead to different things (an endpoint of an API, an option of a tool).
    """
    web = parts.scheme in WEB or (not parts.scheme and bool(parts.host))
    start = parts.host if web else _start(parts)
    query = _query(parts.query) if web else parts.query
    fragment = "" if _names_the_page(parts.fragment) else _encoded(parts.fragment)
    return start + _path(parts.path) + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _start(parts: Address) -> str:
    return (f"{parts.scheme}:" if parts.scheme else "") + (f"//{parts.host}" if parts.host else "")


def _host(scheme: str, netloc: str) -> str:
    """Host and port: lower case, IDNA, no user, no `www.`, no default port."""
    netloc = netloc.rpartition("@")[2].lower()
    if netloc.startswith("["):
        return netloc
    host, _, port = netloc.partition(":")
    host = host.rstrip(".")
    if not host.isascii():
        host = _ascii_host(host)
    host = host.removeprefix("www.") if host.count(".") > 1 else host
    default = {"http": "80", "https": "443"}.get(scheme)
    return f"{host}:{port}" if port and port != default else host


def _ascii_host(host: str) -> str:
    if len(host) > LONGEST_HOST:
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


_INDEX = re.compile(r"/(?:index\.(?:html?|php|md)|default\.aspx?)$", re.IGNORECASE)


def _path(path: str) -> str:
    if "/." in path or path.startswith("."):
        path = _without_dots(path)
    return _encoded(_INDEX.sub("", path).rstrip("/"))


def _without_dots(path: str) -> str:
    """RFC 3986 section 5.2.4; leading `..` of a relative path stay, as they lead elsewhere."""
    kept: list[str] = []
    for step in path.split("/"):
        if step == ".." and kept and kept[-1] not in ("", ".."):
            kept.pop()
        elif step != "." and not (step == ".." and kept == [""]):
            kept.append(step)
    return "/".join(kept)


def _query(query: str) -> str:
    """The parameters in order, those that only track left out."""
    if not query:
        return ""
    pairs = [pair for pair in query.split("&") if pair and not _tracks(pair)]
    return "&".join(sorted(map(_encoded, pairs)))


def _tracks(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _names_the_page(fragment: str) -> bool:
    """`#`, `#top`, `#readme` and text fragments (`#:~:text=`) show the page that is shown without them."""
    return fragment.lower() in ("", "/", "top", "readme", "readme-ov-file") or fragment.startswith(":~:")


_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_AS_IT_STANDS = "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~"


def _encoded(text: str) -> str:
    """Percent-encoding as RFC 3986 section 6.2.2 has it: only what needs it, in capitals."""
    if not text.isascii() or " " in text:
        text = quote(text, safe=_AS_IT_STANDS, errors="replace")
    return _ESCAPE.sub(_escape, text) if "%" in text else text


def _escape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()
