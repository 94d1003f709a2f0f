"""Archives and proceedings, each by its own numbers: which paper an address of theirs names.

One function an archive; `works` holds the table of hosts. Where an archive shows a paper as abstract, PDF
and supplement, all are the paper: a list that links any of them lists it.
"""

from __future__ import annotations

import re

from rowcheck.cells import dois
from rowcheck.cells.dois import Name
from rowcheck.cells.urls import Address, listed

# info.arxiv.org/help/arxiv_identifier.html: the subject class of an old id is not part of it.
_ARXIV = re.compile(
    r"(?:arxiv:)?(?:(\d{4}\.\d{4,5})|([a-z-]+)(?:\.[a-z-]+)?/(\d{7}))(?:v\d+)?(?:\.pdf)?", re.IGNORECASE
)
_ARXIV_VIEWS = listed("abs pdf html format ps src e-print tex papers arxiv overview audio paper ftp")


def arxiv_id(text: str) -> Name:
    """The paper with an arXiv identifier, new or old, with or without its version."""
    found = _ARXIV.fullmatch(text)
    if not found:
        return None
    return "arxiv", found[1] or f"{found[2].lower()}/{found[3]}"


def arxiv(address: Address) -> Name:
    """arXiv and its mirrors: a view, then the identifier (`/abs/2103.00020v1`, `/papers/2103.00020/`)."""
    steps = address.steps
    while steps and steps[0].lower() in _ARXIV_VIEWS:
        steps = steps[1:]
    return arxiv_id("/".join(steps[:1])) or arxiv_id("/".join(steps[:2])) or arxiv_id("".join(steps[-1:]))


def openreview(address: Address) -> Name:
    """openreview.net/forum?id=ID, and its PDF and attachments; case matters."""
    forum = address.parameter("id") if address.steps[:1] in (["forum"], ["pdf"], ["attachment"]) else ""
    return ("openreview", forum) if forum else None


# aclanthology.org/info/ids/: P18-1238 until 2020, then 2023.acl-long.1; v2 and the like are revisions.
_ACL = re.compile(r"([a-z]\d{2}-\d{4,5}|\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+)(?:v\d+)?", re.IGNORECASE)
_ACL_FILE = re.compile(r"\.(?:pdf|bib|xml|endf|mods|html)$", re.IGNORECASE)


def acl(address: Address) -> Name:
    """The ACL Anthology, at its present and its former addresses."""
    found = _ACL.fullmatch(_ACL_FILE.sub("", address.steps[-1])) if address.steps else None
    return ("acl", found[1].lower()) if found else None


_CVF = re.compile(r"(.+?)_(?:paper|supplemental|supplementary)\.(?:html|pdf|zip)", re.IGNORECASE)


def cvf(address: Address) -> Name:
    """CVF open access: the file's name holds author, title, conference and year."""
    found = _CVF.fullmatch(address.steps[-1]) if address.steps else None
    return ("cvf", found[1].lower()) if found else None


_ECVA_FILE = re.compile(r"0*(.+?)(?:_eccv_\d{4}_paper|[-_]supp\w*)?\.(?:pdf|php|html|zip)", re.IGNORECASE)


def ecva(address: Address) -> Name:
    """ECCV at ecva.net: papers/eccv_2024/papers_ECCV/papers/00004.pdf and html/4_ECCV_2024_paper.php."""
    match address.steps:
        case ["papers", conference, _, "papers" | "html" | "supplementary_material", file]:
            found = _ECVA_FILE.fullmatch(file)
            return ("ecva", f"{conference}/{found[1]}".lower()) if found else None
    return None


_NEURIPS_FILE = re.compile(r"([0-9a-f]{32})-.*", re.IGNORECASE)
_NIPS_FILE = re.compile(r"(\d+)-[^/]*")


def neurips(address: Address) -> Name:
    """NeurIPS proceedings: a hash since 2021's site, a number and the title's words before."""
    match address.steps:
        case ["paper" | "paper_files", *_, last] if found := _NEURIPS_FILE.fullmatch(last):
            return "neurips", found[1].lower()
        case ["paper", last] if found := _NIPS_FILE.fullmatch(last):
            return "neurips", found[1]
    return None


_SUPPLEMENT = re.compile(r"-supp\w*$")


def pmlr(address: Address) -> Name:
    """proceedings.mlr.press/v139/radford21a.html, and /v139/radford21a/radford21a.pdf."""
    match address.steps:
        case [volume, paper, *_] if volume[:1] == "v" and volume[1:].isdigit():
            return "pmlr", f"{volume}/{_SUPPLEMENT.sub('', _stem(paper))}".lower()
    return None


_JMLR_VOLUME = re.compile(r"v(?:olume)?(\d+)")


def jmlr(address: Address) -> Name:
    """jmlr.org/papers/v21/20-074.html, and /papers/volume21/20-074/20-074.pdf."""
    match address.steps:
        case ["papers", volume, paper, *_] if found := _JMLR_VOLUME.fullmatch(volume):
            return "jmlr", f"v{found[1]}/{_stem(paper)}".lower()
    return None


_AAAI = re.compile(r"/article/(?:view|download|viewFile|viewPaper)/(\d+)(?:/|$)")


def aaai(address: Address) -> Name:
    """Open Journal Systems at AAAI: article/view/N, the number of a file perhaps behind it."""
    found = _AAAI.search(address.path)
    return ("aaai", found[1]) if found else None


def isca(address: Address) -> Name:
    """Interspeech at isca-archive.org: interspeech_2023/radfar23_interspeech.html and .pdf."""
    match [step for step in address.steps if step not in ("archive", "pdfs")]:
        case [conference, paper] if "." in paper:
            return "isca", f"{conference}/{_stem(paper)}".lower()
    return None


def ncbi(address: Address) -> Name:
    """PubMed and PubMed Central, at their present and their former addresses."""
    match address.steps:
        case [number] | ["pubmed", number] if number.isdigit():
            return "pubmed", number
        case ["pmc", "articles", number, *_] | ["articles", number, *_] if number[:3].upper() == "PMC":
            return "pmc", number[3:]
    return None


def europe_pmc(address: Address) -> Name:
    """europepmc.org/article/MED/N and /article/PMC/PMCN."""
    match [step.lower() for step in address.steps]:
        case ["article" | "abstract", "med", number]:
            return "pubmed", number
        case ["article" | "abstract", "pmc", number] | ["articles", number, *_]:
            return "pmc", number.removeprefix("pmc")
    return None


_IEEE_FILE = re.compile(r"(\d{5,})\.pdf")


def ieee(address: Address) -> Name:
    """IEEE Xplore by its article number: /document/N, /stamp/stamp.jsp?arnumber=N, /iel7/.../N.pdf."""
    match address.steps:
        case [*_, "document", number] | [*_, "document", number, _]:
            pass
        case [*_, file] if found := _IEEE_FILE.fullmatch(file):
            number = found[1]
        case _:
            number = address.parameter("arnumber")
    number = number.lstrip("0")
    return ("ieee", number) if number.isdigit() else None


_SHA = re.compile(r"[0-9a-f]{40}", re.IGNORECASE)


def semantic_scholar(address: Address) -> Name:
    """semanticscholar.org/paper/Title-Author/SHA, and the prefixes of api.semanticscholar.org/api-docs."""
    for step in reversed(address.steps):
        if _SHA.fullmatch(step):
            return "s2", step.lower()
        prefix, colon, number = step.partition(":")
        if colon:
            return _prefixed(prefix.lower(), number)
    return None


def _prefixed(prefix: str, number: str) -> Name:
    if prefix == "arxiv":
        return arxiv_id(number)
    if prefix == "doi":
        return dois.named(number)
    kind = {"corpusid": "s2-corpus", "pmid": "pubmed", "acl": "acl"}.get(prefix)
    return (kind, number.lower()) if kind else None


def mdpi(address: Address) -> Name:
    """mdpi.com/ISSN/volume/issue/article, whatever view follows."""
    match address.steps:
        case [issn, volume, issue, article, *_] if issn[:4].isdigit() and article.isdigit():
            return "mdpi", f"{issn}/{volume}/{issue}/{article}"
    return dois.in_path(address)


def papers_with_code(address: Address) -> Name:
    """paperswithcode.com/paper/slug and /dataset/slug."""
    match address.steps:
        case ["paper" | "dataset" as kind, slug, *_]:
            return f"pwc-{kind}", slug.lower()
    return None


def _stem(file: str) -> str:
    return file.rpartition(".")[0] or file
