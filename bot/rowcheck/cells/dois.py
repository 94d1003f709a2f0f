"""A DOI in every spelling: resolvers, publishers that carry it in the path, and what registrants mean by it.

The syntax is the DOI Handbook's, section 2.2; case does not matter there. The rules on prefixes are those
of the registrants named beside them.
"""

from __future__ import annotations

import re

from rowcheck.cells.urls import Address

Name = tuple[str, str] | None
"""Kind and id of a work, or None where the address names none."""

_DOI = re.compile(r"10\.\d{4,9}/[^\s?#]+")
_PREFIX = re.compile(r"(?:doi:)?\s*(10\.\d{4,9}/.+)", re.IGNORECASE)

# Views of one article that publishers append to its DOI.
_VIEW = re.compile(
    r"(?:/(?:full(?:[-_.]?(?:html|text|pdf))?|abstract|abs|pdf|epdf|epub|html?|meta|summary|reader|pdfdirect"
    r"|(?:references|figures|tables|media|supplemental|citations?)(?:/\d+)?))+$|\.(?:pdf|full|epub|html?|abstract)$",
    re.IGNORECASE,
)
_PREPRINT_VERSION = re.compile(r"v\d+(?:\.(?:full|abstract|supplementary)(?:-text|-material)?)?$")

# Registrants whose DOI holds the number that their own pages go by.
_REGISTRANTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"10\.48550/arxiv\.(.+?)(?:v\d+)?"), "arxiv"),  # info.arxiv.org/help/doi.html
    (re.compile(r"10\.18653/v1/(.+)"), "acl"),  # aclanthology.org/info/
    (re.compile(r"10\.3115/v1/(.+)"), "acl"),  # the same, before 2016
    (re.compile(r"10\.5281/zenodo\.(\d+)"), "zenodo"),  # help.zenodo.org
    (
        re.compile(r"10\.1609/[a-z]+\.v\d+i\d+\.(\d+)"),
        "aaai",
    ),  # the number of the article on ojs.aaai.org
)


def named(doi: str) -> Name:
    """The work a DOI names; `doi` begins with `10.`, in any case, with or without a publisher's view."""
    doi = _VIEW.sub("", doi.rstrip("/.,;")).lower()
    if doi.startswith(("10.1101/", "10.64898/")):  # bioRxiv and medRxiv number their versions in the path
        doi = _PREPRINT_VERSION.sub("", doi)
    for pattern, kind in _REGISTRANTS:
        if found := pattern.fullmatch(doi):
            return kind, found[1]
    return "doi", doi


def resolver(address: Address) -> Name:
    """doi.org and its like: the whole path is the DOI."""
    found = _PREFIX.fullmatch("/".join(address.steps))
    return named(found[1]) if found else None


def in_path(address: Address) -> Name:
    """A publisher's page with the DOI somewhere in its path, or in `id=` and `doi=`."""
    found = _DOI.search("/".join(address.steps))
    if not found:
        found = _DOI.match(address.parameter("id") or address.parameter("doi"))
    return named(found[0]) if found else None


def nature(address: Address) -> Name:
    """nature.com/articles/ID is 10.1038/ID; the page says so itself."""
    match address.steps:
        case ["articles", article, *_] if not article.startswith(
            "d41586"
        ):  # news has pages, some without a DOI
            return named(f"10.1038/{article}")
    return in_path(address)


def elife(address: Address) -> Name:
    """elifesciences.org/articles/N is 10.7554/eLife.N."""
    match address.steps:
        case ["articles" | "reviewed-preprints", number, *_] if number[:1].isdigit():
            return named(f"10.7554/elife.{number}")
    return in_path(address)
