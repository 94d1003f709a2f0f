"""A URL -> the work it names: one table of hosts, and for all others the normalised URL.

No network: what only the server knows (redirects, renamed repositories) is not known here. Never raises,
whatever stands in the URL.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from rowcheck.cells import dois, hosting, papers, urls
from rowcheck.cells.dois import Name
from rowcheck.cells.urls import Address, listed


@dataclass(frozen=True, slots=True)
class Work:
    """What a link points at. Equal works are the same thing, however the links are spelt.

    Kind `none` is no link at all (empty, or a bare `#`); `url` is a page known by its address only.
    """

    kind: str
    id: str


NONE = Work("none", "")

LONGEST = 2048
"""Characters of a URL that is looked into; longer ones name no work that anybody could look up."""

PAPERS = listed(
    "aaai acl arxiv cvf doi ecva ieee isca jmlr mdpi neurips openreview pmc pmlr pubmed pwc-paper s2 "
    "s2-corpus"
)


def is_paper(work: Work) -> bool:
    """Whether it is one publication, which is in a list once."""
    return work.kind in PAPERS


@lru_cache(maxsize=1 << 16)
def work(url: str) -> Work:
    """The work that a URL names, as it stands in the list or percent-encoded."""
    address = urls.split(url) if len(url) <= LONGEST else None
    if address is None:
        return Work("url", url.strip())
    name = _named(address)
    if name is None and not address.scheme and not address.host:
        name = _without_scheme(url)
    if name:
        return Work(*name)
    normal = urls.normal(address)
    return Work("url", normal) if normal else NONE


def _named(address: Address) -> Name:
    if address.scheme not in urls.WEB and address.scheme:
        return _other_scheme(address)
    recognise = HOSTS.get(address.host) or _by_shape(address)
    return recognise(address) if recognise else None


def _by_shape(address: Address) -> Recogniser | None:
    """Recognisers for hosts without number: GitLab at home, and publishers with `/doi/` in the path."""
    if address.host.startswith("gitlab."):
        return hosting.gitlab
    return dois.in_path if "/doi/" in address.path else None


_SSH = re.compile(r"(?:git@)?([a-z0-9.-]+)[:/](.+)", re.IGNORECASE)


def _other_scheme(address: Address) -> Name:
    if address.scheme == "doi":
        return dois.named(address.path) if address.path.startswith("10.") else None
    if address.scheme == "arxiv":
        return papers.arxiv_id(address.path)
    if address.scheme == "mailto":
        return "mail", address.path.lower()
    if address.scheme in ("git", "ssh", "git+https", "git+http", "git+ssh"):
        host, _, owner = address.host.partition(":")
        return _named(urls.address("https", host, f"/{owner}{address.path}"))
    return None


def _without_scheme(url: str) -> Name:
    """`arxiv.org/abs/...`, `git@github.com:owner/repo`: links, though a browser takes them for paths."""
    found = _SSH.match(url.strip())
    if not found or found[1].lower().removeprefix("www.") not in HOSTS:
        return None
    address = urls.split(f"https://{found[1]}/{found[2]}")
    return _named(address) if address else None


Recogniser = Callable[[Address], Name]

_GROUPS: tuple[tuple[Recogniser, str], ...] = (
    (
        papers.arxiv,
        "arxiv.org export.arxiv.org browse.arxiv.org cn.arxiv.org de.arxiv.org lanl.arxiv.org xxx.lanl.gov "
        "alphaxiv.org ar5iv.org ar5iv.labs.arxiv.org arxiv-vanity.com papers.cool scirate.com",
    ),
    (dois.resolver, "doi.org dx.doi.org"),
    (
        dois.in_path,
        "dl.acm.org link.springer.com onlinelibrary.wiley.com tandfonline.com journals.sagepub.com pnas.org "
        "science.org biorxiv.org medrxiv.org journals.aps.org link.aps.org journals.plos.org frontiersin.org "
        "iopscience.iop.org pubs.acs.org academic.oup.com ascelibrary.org worldscientific.com emerald.com "
        "degruyter.com direct.mit.edu royalsocietypublishing.org pubs.rsc.org",
    ),
    (dois.nature, "nature.com"),
    (dois.elife, "elifesciences.org"),
    (papers.openreview, "openreview.net"),
    (papers.acl, "aclanthology.org aclweb.org aclanthology.info aclanthology.coli.uni-saarland.de"),
    (papers.cvf, "openaccess.thecvf.com"),
    (papers.ecva, "ecva.net"),
    (
        papers.neurips,
        "papers.nips.cc proceedings.neurips.cc papers.neurips.cc proceedings.nips.cc "
        "datasets-benchmarks-proceedings.neurips.cc",
    ),
    (papers.pmlr, "proceedings.mlr.press jmlr.csail.mit.edu"),
    (papers.jmlr, "jmlr.org"),
    (papers.aaai, "ojs.aaai.org aaai.org"),
    (papers.isca, "isca-archive.org isca-speech.org"),
    (papers.ncbi, "pubmed.ncbi.nlm.nih.gov ncbi.nlm.nih.gov pmc.ncbi.nlm.nih.gov"),
    (papers.europe_pmc, "europepmc.org"),
    (papers.ieee, "ieeexplore.ieee.org"),
    (papers.semantic_scholar, "semanticscholar.org api.semanticscholar.org"),
    (papers.mdpi, "mdpi.com"),
    (papers.papers_with_code, "paperswithcode.com"),
    (hosting.github, "github.com"),
    (hosting.github_raw, "raw.githubusercontent.com"),
    (hosting.gist, "gist.github.com"),
    (hosting.gitlab, "gitlab.com"),
    (hosting.bitbucket, "bitbucket.org"),
    (hosting.hugging_face, "huggingface.co hf.co"),
    (hosting.youtube, "youtube.com m.youtube.com music.youtube.com youtu.be youtube-nocookie.com"),
    (hosting.kaggle, "kaggle.com"),
    (hosting.zenodo, "zenodo.org"),
)
HOSTS: dict[str, Recogniser] = {host: recognise for recognise, hosts in _GROUPS for host in hosts.split()}
"""Who knows the pages of a host, given without `www.`."""
