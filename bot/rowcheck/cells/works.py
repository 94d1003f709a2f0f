"""The work that a URL names: by its host where that is known, else the normalised URL.

Works are found without the network: redirects and renamed repositories are not followed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rowcheck.cells import hosts, urls
from rowcheck.cells.hosts import Name
from rowcheck.cells.urls import Address


@dataclass(frozen=True, slots=True)
class Work:
    """What a link points at. Equal works are the same thing, however their URLs are spelt.

    Kind `none` is no link at all (an empty URL, or a bare `#`); `url` is a page of an unknown host.
    """

    kind: str
    id: str


NONE = Work("none", "")

LONGEST = 2048
"""Characters of a URL that is taken apart; a longer one is compared as it is."""

_SSH = re.compile(r"(?:git@)?([a-z0-9.-]+)[:/](.+)", re.IGNORECASE)


def is_paper(work: Work) -> bool:
    """Return whether a work is one publication, which is in a list once."""
    return work.kind in hosts.PAPERS


@lru_cache(maxsize=1 << 16)
def work(url: str) -> Work:
    """Return the work that a URL names, as it is in the list or percent-encoded. Never raises."""
    address = urls.split(url) if len(url) <= LONGEST else None
    if address is None:
        return Work("url", url.strip())
    name = _name(address)
    if name is None and not address.scheme and not address.host:
        name = _name_without_scheme(url)
    if name:
        kind, number = name
        place = "" if kind in hosts.PAPERS else urls.place(address.fragment)
        return Work(kind, f"{number}#{place}" if place else number)
    normal = urls.normal(address)
    return Work("url", normal) if normal else NONE


def _name(address: Address) -> Name:
    if not address.scheme or address.scheme in urls.WEB:
        recognise = hosts.recogniser(address)
        return recognise(address) if recognise else None
    match address.scheme:
        case "doi":
            return hosts.doi_work(address.path) if address.path.startswith("10.") else None
        case "arxiv":
            return hosts.arxiv_id(address.path)
        case "mailto":
            return "mail", address.path.lower()
        case "git" | "ssh" | "git+https" | "git+http" | "git+ssh":
            host, _, owner = address.host.partition(":")
            return _name(urls.address("https", host, f"/{owner}{address.path}"))
    return None


def _name_without_scheme(url: str) -> Name:
    """`arxiv.org/abs/...` and `git@github.com:owner/repo` are links, though browsers read them as paths."""
    match = _SSH.match(url.strip())
    if not match or match[1].lower().removeprefix("www.") not in hosts.HOSTS:
        return None
    address = urls.split(f"https://{match[1]}/{match[2]}")
    return _name(address) if address else None
