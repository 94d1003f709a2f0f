"""URLs: their parts, their normal form, and problems with how they are written.

Normalisation follows RFC 3986 section 6, and what most sites treat as equal: http and https, `www.`, a
trailing slash, index pages, tracking parameters.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from rowcheck.text import word_set

WEB = frozenset({"http", "https"})


# From the lists of ClearURLs and Brave, and from real lists of jobs and APIs (`gh_src`, `lever-source`).
TRACKING = word_set(
    "__s _ga _gl _hsenc _hsmi dclid fbclid gbraid gclid gclsrc gh_src igsh igshid lever-source mc_cid mc_eid "
    "mibextid mkt_tok msclkid oly_anon_id oly_enc_id pk_campaign pk_kwd ref ref_ referer referrer spm "
    "srsltid trackingid trk twclid vero_id wbraid wickedid yclid"
)
TRACKING_PREFIXES = ("utm_", "ref_", "mtm_", "hsa_", "__hs")

LONGEST_HOST = 253
"""Characters in a host name, by RFC 1035 section 2.3.4."""


class Address(NamedTuple):
    """The parts of a URL: `host` without `www.`; `steps` are the segments of the path, decoded, not empty."""

    scheme: str
    host: str
    path: str
    query: str
    fragment: str
    steps: list[str]

    def parameter(self, name: str) -> str:
        """Return the first value of a query parameter, or an empty string."""
        for pair in self.query.split("&"):
            key, _, value = pair.partition("=")
            if key == name:
                return unquote(value)
        return ""


def split(url: str) -> Address | None:
    """Return the parts of a URL; None where it cannot be parsed (`http://[`)."""
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return address(parts.scheme, _host(parts.scheme, parts.netloc), parts.path, parts.query, parts.fragment)


def address(scheme: str, host: str, path: str, query: str = "", fragment: str = "") -> Address:
    """Return an address from its parts, with the host as `split` returns it."""
    decoded = unquote(path) if "%" in path else path
    return Address(scheme, host, path, query, fragment, [step for step in decoded.split("/") if step])


def normal(parts: Address) -> str:
    """Return the normal form of an address, without the scheme if that is http or https.

    Fragments are kept, unless they name the page itself: in lists, links that differ only by it lead to
    different things (an endpoint of an API, an option of a tool).
    """
    web = parts.scheme in WEB or (not parts.scheme and bool(parts.host))
    start = parts.host if web else _start(parts)
    query = _query(parts.query) if web else parts.query
    fragment = place(parts.fragment)
    return start + _path(parts.path) + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def place(fragment: str) -> str:
    """Return the place on a page that a fragment names, percent-encoded as needed; "" for the page itself."""
    return "" if _names_the_page(fragment) else _encoded(fragment)


def _start(parts: Address) -> str:
    return (f"{parts.scheme}:" if parts.scheme else "") + (f"//{parts.host}" if parts.host else "")


def _host(scheme: str, netloc: str) -> str:
    """Return host and port: lower case, IDNA, no user, no `www.`, no default port."""
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
    """Remove dot segments by RFC 3986 section 5.2.4, but for the leading `..` of a relative path."""
    kept: list[str] = []
    for step in path.split("/"):
        if step == ".." and kept and kept[-1] not in ("", ".."):
            kept.pop()
        elif step != "." and not (step == ".." and kept == [""]):
            kept.append(step)
    return "/".join(kept)


def _query(query: str) -> str:
    """Return the parameters in alphabetical order, without those for tracking."""
    if not query:
        return ""
    pairs = [pair for pair in query.split("&") if pair and not _tracks(pair)]
    return "&".join(sorted(map(_encoded, pairs)))


def _tracks(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _names_the_page(fragment: str) -> bool:
    """Return whether a fragment shows the same page as no fragment: `#`, `#top`, `#readme`, `#:~:text=`.

    AddThis appends `#.` and a code to the addresses that it counts.
    """
    return fragment.lower() in ("", "/", "top", "readme", "readme-ov-file") or fragment.startswith(
        (":~:", ".")
    )


_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_DECODED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'()*,:;@")
"""The unreserved characters of RFC 3986, and reserved ones that mean the same as their escapes."""
_KEPT = "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~"


def _encoded(text: str) -> str:
    """Return the text percent-encoded as in RFC 3986 section 6.2.2: only where needed, in upper case."""
    if not text.isascii() or " " in text:
        text = quote(text, safe=_KEPT, errors="replace")
    return _ESCAPE.sub(_escape, text) if "%" in text else text


def _escape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _DECODED else match[0].upper()


class UrlProblem(NamedTuple):
    """What is wrong with a URL: a predicate whose subject is the URL, and the corrected URL."""

    key: str
    predicate: str
    corrected: str | None = None


_UNSAFE = re.compile(r"(?:javascript|vbscript|data|file):", re.IGNORECASE)
_GOOD = re.compile(r"https?://(?!https?:?//)[^/.:]", re.IGNORECASE)

_QUOTE = r"(?:[“”‘’「」]|%E2%80%9[89CD]|%E3%80%8[CD])"
_QUOTED = re.compile(rf"(?:{_QUOTE}|[\"']|%22|%27)|.*{_QUOTE}\Z")

_SLASHES = r"(?:[/\\]|%5C)"
_SCHEME = re.compile(
    rf"(?P<scheme>(?=h*t|hx)[htpsx]{{3,8}})(?:[:;]+{_SLASHES}*|[.,]?{_SLASHES}{{2,}})[:/\\.]*(?=\w)",
    re.IGNORECASE,
)
"""The letters of `https` in any order, and typos of `://`. No other scheme has only those letters."""
_TWICE = re.compile(r"https?://+(?=https?:?/+)", re.IGNORECASE)
_HOST = re.compile(
    r"(?:www\.[\w-]+(?:\.[\w-]+)+"
    r"|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|io|ai|dev|app|info|xyz|tech|cloud|co|uk|de|fr|jp|cn|kr|ru|eu|ca|au|br))"
    r"(?=[/?#:]|\Z)",
    re.IGNORECASE,
)


_ENCLOSED = re.compile(r"[(<]\s*(https?://.*?)\s*[)>]\Z", re.IGNORECASE)
_WIDE_COLON = re.compile(r"(https?)%EF%BC%9A/*", re.IGNORECASE)
_TRAILING_SPACE = re.compile(r"(?:%C2%A0|%E3%80%80|%E2%80%8[0-9A-F])+\Z", re.IGNORECASE)
"""A no-break space, an ideographic space, or the spaces of U+2000 to U+200F, percent-encoded."""
_LINK_INSIDE = re.compile(r"(?:\]|%5D)\((https?://[^()]*)\)?\Z", re.IGNORECASE)
_NO_HOST = re.compile(r"https?:/*(?:[?#]|\Z)", re.IGNORECASE)
_EMPTY_LABEL = re.compile(r"https?://(?:[^/?#@]*@)?(?:\.|[^/?#]*\.\.)", re.IGNORECASE)


def problem(url: str, *, image: bool = False) -> UrlProblem | None:
    """Return what is wrong with the URL of a link or an image, percent-encoded as in GitHub's HTML.

    Only how the URL is written is checked. None where nothing is wrong.
    """
    if _UNSAFE.match(url.strip()):
        allowed = image and url.lower().startswith("data:image/")
        return None if allowed else UrlProblem("scheme", "is of a kind that GitHub does not open")
    if _QUOTED.match(url):
        return UrlProblem("quotes", "has quotation marks in it")
    if found := _misplaced(url):
        return found
    if not _GOOD.match(url) and (corrected := _corrected(url)):
        return UrlProblem(f"address:{url}", "does not begin with http:// or https://", corrected)
    if host := _lookalike(url):
        return UrlProblem("host", f"has a host, '{host}', that mixes letters of several alphabets")
    return None


def _misplaced(url: str) -> UrlProblem | None:
    """Return the problem of a URL that leads nowhere because of what surrounds it or is missing in it."""
    key = f"address:{url}"
    if match := _ENCLOSED.match(url):
        return UrlProblem(key, "is in brackets", match[1])
    if match := _WIDE_COLON.match(url):
        return UrlProblem(key, "has a full-width colon", f"{match[1]}://{url[match.end() :]}")
    if match := _LINK_INSIDE.search(url):
        return UrlProblem(key, "has a link pasted into it", match[1])
    if _TRAILING_SPACE.search(url):
        return UrlProblem(key, "ends with an invisible space", _TRAILING_SPACE.sub("", url))
    if _NO_HOST.match(url):
        return UrlProblem(key, "has no host")
    if _EMPTY_LABEL.match(url):
        return UrlProblem(key, "has two dots in a row in its host")
    return None


def _corrected(url: str) -> str | None:
    """Return the URL with its scheme corrected, where the scheme that was meant is evident."""
    if match := _TWICE.match(url):
        return re.sub(r"(https?)//", r"\1://", url[match.end() :], count=1)
    if match := _SCHEME.match(url):
        return ("https://" if "s" in match["scheme"].lower() else "http://") + url[match.end() :]
    return f"https://{url}" if _HOST.match(url) else None


def _lookalike(url: str) -> str | None:
    """Return the host if one of its labels mixes Latin with Cyrillic or Greek letters."""
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
