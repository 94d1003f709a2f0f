"""The works that addresses on known hosts name: a table of hosts with their recognisers.

A recogniser takes an address on one of its hosts and returns the kind and the id of the work, or None. All
views of a work (abstract, PDF, supplement, `/tree/main`, the README) are the work; a folder or file inside a
repository is a place of its own. A new recogniser is a function and an entry in the table at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from rowcheck.cells.urls import Address
from rowcheck.text import word_set

Name: TypeAlias = tuple[str, str] | None
"""Kind and id of a work, or None where the address names none."""

Recogniser: TypeAlias = Callable[[Address], Name]

PAPERS = word_set(
    "aaai acl arxiv cvf doi ecva ieee isca jmlr mdpi neurips openreview pmc pmlr pubmed pwc-paper s2 "
    "s2-corpus"
)
"""The kinds of works that are one publication."""

_DOI = re.compile(r"10\.\d{4,9}/[^\s?#]+")
_PREFIX = re.compile(r"(?:doi:)?\s*(10\.\d{4,9}/.+)", re.IGNORECASE)

# Views of one article that publishers append to its DOI.
_VIEW = re.compile(
    r"(?:/(?:full(?:[-_.]?(?:html|text|pdf))?|abstract|abs|pdf|epdf|epub|html?|meta|summary|reader|pdfdirect"
    r"|(?:references|figures|tables|media|supplemental|citations?)(?:/\d+)?))+$|\.(?:pdf|full|epub|html?|abstract)$",
    re.IGNORECASE,
)
_PREPRINT_VERSION = re.compile(r"v\d+(?:\.(?:full|abstract|supplementary)(?:-text|-material)?)?$")

# Registrants whose DOIs hold the number that their own pages use.
_REGISTRANTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"10\.48550/arxiv\.(.+?)(?:v\d+)?"), "arxiv"),  # info.arxiv.org/help/doi.html
    (re.compile(r"10\.18653/v1/(.+)"), "acl"),  # aclanthology.org/info/
    (re.compile(r"10\.3115/v1/(.+)"), "acl"),  # the same, before 2016
    (re.compile(r"10\.5281/zenodo\.(\d+)"), "zenodo"),  # help.zenodo.org
    (re.compile(r"10\.1609/[a-z]+\.v\d+i\d+\.(\d+)"), "aaai"),  # the number on ojs.aaai.org
)


def doi_work(doi: str) -> Name:
    """Return the work of a DOI; `doi` begins with `10.`, in any case, with or without a publisher's view.

    The syntax is section 2.2 of the DOI Handbook.
    """
    doi = _VIEW.sub("", doi.rstrip("/.,;")).lower()
    if doi.startswith(("10.1101/", "10.64898/")):  # bioRxiv and medRxiv number their versions in the path
        doi = _PREPRINT_VERSION.sub("", doi)
    for pattern, kind in _REGISTRANTS:
        if match := pattern.fullmatch(doi):
            return kind, match[1]
    return "doi", doi


def doi_resolver(address: Address) -> Name:
    """doi.org: the complete path is the DOI."""
    match = _PREFIX.fullmatch("/".join(address.steps))
    return doi_work(match[1]) if match else None


def doi_in_path(address: Address) -> Name:
    """A publisher's page, with the DOI in its path or in `id=` or `doi=`."""
    match = _DOI.search("/".join(address.steps))
    if not match:
        match = _DOI.match(address.parameter("id") or address.parameter("doi"))
    return doi_work(match[0]) if match else None


def nature(address: Address) -> Name:
    """nature.com/articles/ID is the DOI 10.1038/ID, which the page shows."""
    match address.steps:
        # d41586 are news articles, some without a DOI.
        case ["articles", article, *_] if not article.startswith("d41586"):
            return doi_work(f"10.1038/{article}")
    return doi_in_path(address)


def elife(address: Address) -> Name:
    """elifesciences.org/articles/N is the DOI 10.7554/eLife.N."""
    match address.steps:
        case ["articles" | "reviewed-preprints", number, *_] if number[:1].isdigit():
            return doi_work(f"10.7554/elife.{number}")
    return doi_in_path(address)


# info.arxiv.org/help/arxiv_identifier.html: the subject class of an old id is not part of it.
_ARXIV = re.compile(
    r"(?:arxiv:)?(?:(\d{4}\.\d{4,5})|([a-z-]+)(?:\.[a-z-]+)?/(\d{7}))(?:v\d+)?(?:\.pdf)?", re.IGNORECASE
)
_ARXIV_VIEWS = word_set("abs pdf html format ps src e-print tex papers arxiv overview audio paper ftp")


def arxiv_id(text: str) -> Name:
    """Return the paper with an arXiv identifier, new or old, with or without its version."""
    match = _ARXIV.fullmatch(text)
    if not match:
        return None
    return "arxiv", match[1] or f"{match[2].lower()}/{match[3]}"


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
    """The ACL Anthology, at its current and former addresses."""
    match = _ACL.fullmatch(_ACL_FILE.sub("", address.steps[-1])) if address.steps else None
    return ("acl", match[1].lower()) if match else None


_CVF = re.compile(r"(.+?)_(?:paper|supplemental|supplementary)\.(?:html|pdf|zip)", re.IGNORECASE)


def cvf(address: Address) -> Name:
    """CVF open access: the file's name holds author, title, conference and year."""
    match = _CVF.fullmatch(address.steps[-1]) if address.steps else None
    return ("cvf", match[1].lower()) if match else None


_ECVA_FILE = re.compile(r"0*(.+?)(?:_eccv_\d{4}_paper|[-_]supp\w*)?\.(?:pdf|php|html|zip)", re.IGNORECASE)


def ecva(address: Address) -> Name:
    """ECCV at ecva.net: papers/eccv_2024/papers_ECCV/papers/00004.pdf and html/4_ECCV_2024_paper.php."""
    match address.steps:
        case ["papers", conference, _, "papers" | "html" | "supplementary_material", file]:
            match = _ECVA_FILE.fullmatch(file)
            return ("ecva", f"{conference}/{match[1]}".lower()) if match else None
    return None


_NEURIPS_FILE = re.compile(r"([0-9a-f]{32})-.*", re.IGNORECASE)
_NIPS_FILE = re.compile(r"(\d+)-[^/]*")


def neurips(address: Address) -> Name:
    """NeurIPS proceedings: a hash since the site of 2021, a number and the title before."""
    match address.steps:
        case ["paper" | "paper_files", *_, last] if match := _NEURIPS_FILE.fullmatch(last):
            return "neurips", match[1].lower()
        case ["paper", last] if match := _NIPS_FILE.fullmatch(last):
            return "neurips", match[1]
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
        case ["papers", volume, paper, *_] if match := _JMLR_VOLUME.fullmatch(volume):
            return "jmlr", f"v{match[1]}/{_stem(paper)}".lower()
    return None


_AAAI = re.compile(r"/article/(?:view|download|viewFile|viewPaper)/(\d+)(?:/|$)")


def aaai(address: Address) -> Name:
    """Open Journal Systems at AAAI: article/view/N, optionally followed by the number of a file."""
    match = _AAAI.search(address.path)
    return ("aaai", match[1]) if match else None


def isca(address: Address) -> Name:
    """Interspeech at isca-archive.org: interspeech_2023/radfar23_interspeech.html and .pdf."""
    match [step for step in address.steps if step not in ("archive", "pdfs")]:
        case [conference, paper] if "." in paper:
            return "isca", f"{conference}/{_stem(paper)}".lower()
    return None


def ncbi(address: Address) -> Name:
    """PubMed and PubMed Central, at their current and former addresses."""
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
        case [*_, file] if match := _IEEE_FILE.fullmatch(file):
            number = match[1]
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
        return doi_work(number)
    kind = {"corpusid": "s2-corpus", "pmid": "pubmed", "acl": "acl"}.get(prefix)
    return (kind, number.lower()) if kind else None


def mdpi(address: Address) -> Name:
    """mdpi.com/ISSN/volume/issue/article, with any view after it."""
    match address.steps:
        case [issn, volume, issue, article, *_] if issn[:4].isdigit() and article.isdigit():
            return "mdpi", f"{issn}/{volume}/{issue}/{article}"
    return doi_in_path(address)


def papers_with_code(address: Address) -> Name:
    """paperswithcode.com/paper/slug and /dataset/slug."""
    match address.steps:
        case ["paper" | "dataset" as kind, slug, *_]:
            return f"pwc-{kind}", slug.lower()
    return None


def _stem(file: str) -> str:
    return file.rpartition(".")[0] or file


# First steps on github.com that are GitHub's own pages.
_NOT_ACCOUNTS = word_set(
    "about account apps codespaces collections contact copilot customer-stories dashboard enterprise "
    "events explore features gist issues join login marketplace mobile models new nonprofit notifications "
    "organizations orgs pricing pulls readme resources search security sessions settings site solutions "
    "sponsors stars team topics trending users"
)
_DEFAULT_BRANCHES = frozenset({"main", "master", "head"})
_REPOSITORY_VIEWS = word_set(
    "actions activity commits contributors discussions forks graphs insights issues labels milestones "
    "network packages projects pulls pulse releases stargazers tags watchers wiki wikis merge_requests"
)
_README = re.compile(r"readme(?:\.\w+)?", re.IGNORECASE)


def github(address: Address) -> Name:
    """github.com/owner/repo, but no account, no page of GitHub's own and no search."""
    if address.parameter("q"):
        return None
    match address.steps:
        case [owner, name, *rest] if owner.lower() not in _NOT_ACCOUNTS:
            return _repository("github", [owner, name], rest)
    return None


def github_raw(address: Address) -> Name:
    """raw.githubusercontent.com/owner/repo/branch/path, and the papers of PMLR there."""
    match address.steps:
        case ["mlresearch", volume, "main", "assets", paper, *_]:
            return "pmlr", f"{volume}/{paper}".lower()
        case [owner, name, "refs", "heads", branch, *path] | [owner, name, branch, *path]:
            return _repository("github", [owner, name], ["blob", branch, *path])
    return None


def gist(address: Address) -> Name:
    """gist.github.com/owner/ID, with or without the owner."""
    match address.steps:
        case [*_, number] if len(address.steps) <= 2 and len(number) >= 20:
            return "gist", number.lower().removesuffix(".git")
    return None


_GITLAB_VIEWS = word_set("- tree blob raw issues merge_requests wikis")


def gitlab(address: Address) -> Name:
    """gitlab.com/group/.../repo, with its views after `/-/` or, formerly, right after the name."""
    steps = address.steps
    inside = (index for index, step in enumerate(steps) if index > 1 and step in _GITLAB_VIEWS)
    end = next(inside, len(steps))
    rest = steps[end + 1 :] if steps[end : end + 1] == ["-"] else steps[end:]
    return _repository("gitlab", steps[:end], rest, address.host) if end > 1 else None


def bitbucket(address: Address) -> Name:
    """bitbucket.org/owner/repo, with its files after `/src/branch/`."""
    match address.steps:
        case [owner, name, "src", *rest]:
            return _repository("bitbucket", [owner, name], ["tree", *rest])
        case [owner, name, *rest]:
            return _repository("bitbucket", [owner, name], rest)
    return None


_NOT_MODELS = word_set(
    "api blog chat collections docs enterprise inference join learn login models new organizations posts "
    "pricing settings support tasks terms-of-service"
)


def hugging_face(address: Address) -> Name:
    """Models, data sets and spaces, each a kind; the page of a paper is the arXiv paper."""
    match address.steps:
        case ["papers", number, *_]:
            return arxiv_id(number)
        case ["datasets" | "spaces" as kind, owner, name, *rest]:
            return _repository(f"hf-{kind.removesuffix('s')}", [owner, name], rest)
        case ["datasets", name]:
            return "hf-dataset", name.lower()
        case [owner, name, *rest] if owner not in _NOT_MODELS and owner not in ("datasets", "spaces"):
            return _repository("hf-model", [owner, name], rest)
    return None


_VIDEO = re.compile(r"[A-Za-z0-9_-]{6,}")


def youtube(address: Address) -> Name:
    """A video or a playlist by its case-sensitive id."""
    match address.steps:
        case ["embed" | "shorts" | "live" | "v", video, *_]:
            pass
        case ["playlist"]:
            playlist = address.parameter("list")
            return ("youtube-list", playlist) if playlist else None
        case [video] if address.host == "youtu.be":
            pass
        case _:
            video = address.parameter("v")
    return ("youtube", video) if _VIDEO.fullmatch(video) else None


_NOT_KAGGLERS = word_set(
    "c code competitions discussions docs general learn models organizations progression rankings search "
    "static terms work"
)


def kaggle(address: Address) -> Name:
    """kaggle.com/datasets/owner/name, formerly without `datasets`, and competitions."""
    match address.steps:
        case ["datasets", owner, name, *_]:
            return "kaggle-dataset", f"{owner}/{name}".lower()
        case ["c" | "competitions", name, *_]:
            return "kaggle-competition", name.lower()
        case [owner, name] if owner not in _NOT_KAGGLERS and owner != "datasets":
            return "kaggle-dataset", f"{owner}/{name}".lower()
    return None


def zenodo(address: Address) -> Name:
    """zenodo.org/records/N, formerly /record/N; a file of a record is a place of its own."""
    match address.steps:
        case ["record" | "records", number] if number.isdigit():
            return "zenodo", number
        case ["doi" | "badge", *_, last] if last.lower().startswith("zenodo."):
            return "zenodo", last[7:].removesuffix(".svg")
    return None


def _repository(kind: str, name: list[str], rest: list[str], host: str = "") -> Name:
    """Return a repository, or a place inside it; `rest` is what follows its name in the path."""
    repository = "/".join(name).removesuffix(".git").lower()
    if host and host != "gitlab.com":
        repository = f"{host}/{repository}"
    match rest:
        case [] | [""]:
            return kind, repository
        case [view] if view in _REPOSITORY_VIEWS:
            return kind, repository
        case ["tree" | "blob" | "raw" | "edit" | "resolve" | "src" | "files" | "commits", branch, *path]:
            return _place(kind, repository, branch, path)
        case ["tree" | "blob"]:
            return kind, repository
    return None


def _place(kind: str, repository: str, branch: str, path: list[str]) -> Name:
    default = branch.lower() in _DEFAULT_BRANCHES
    if default and (not path or (len(path) == 1 and _README.fullmatch(path[0]))):
        return kind, repository
    return f"{kind}-path", "/".join([repository if default else f"{repository}@{branch}", *path])


_TABLE: tuple[tuple[Recogniser, str], ...] = (
    (
        arxiv,
        "arxiv.org export.arxiv.org browse.arxiv.org cn.arxiv.org de.arxiv.org lanl.arxiv.org xxx.lanl.gov "
        "alphaxiv.org ar5iv.org ar5iv.labs.arxiv.org arxiv-vanity.com papers.cool scirate.com",
    ),
    (doi_resolver, "doi.org dx.doi.org"),
    (
        doi_in_path,
        "dl.acm.org link.springer.com onlinelibrary.wiley.com tandfonline.com journals.sagepub.com pnas.org "
        "science.org biorxiv.org medrxiv.org journals.aps.org link.aps.org journals.plos.org frontiersin.org "
        "iopscience.iop.org pubs.acs.org academic.oup.com ascelibrary.org worldscientific.com emerald.com "
        "degruyter.com direct.mit.edu royalsocietypublishing.org pubs.rsc.org",
    ),
    (nature, "nature.com"),
    (elife, "elifesciences.org"),
    (openreview, "openreview.net"),
    (acl, "aclanthology.org aclweb.org aclanthology.info aclanthology.coli.uni-saarland.de"),
    (cvf, "openaccess.thecvf.com"),
    (ecva, "ecva.net"),
    (
        neurips,
        "papers.nips.cc proceedings.neurips.cc papers.neurips.cc proceedings.nips.cc "
        "datasets-benchmarks-proceedings.neurips.cc",
    ),
    (pmlr, "proceedings.mlr.press jmlr.csail.mit.edu"),
    (jmlr, "jmlr.org"),
    (aaai, "ojs.aaai.org aaai.org"),
    (isca, "isca-archive.org isca-speech.org"),
    (ncbi, "pubmed.ncbi.nlm.nih.gov ncbi.nlm.nih.gov pmc.ncbi.nlm.nih.gov"),
    (europe_pmc, "europepmc.org"),
    (ieee, "ieeexplore.ieee.org"),
    (semantic_scholar, "semanticscholar.org api.semanticscholar.org"),
    (mdpi, "mdpi.com"),
    (papers_with_code, "paperswithcode.com"),
    (github, "github.com"),
    (github_raw, "raw.githubusercontent.com"),
    (gist, "gist.github.com"),
    (gitlab, "gitlab.com"),
    (bitbucket, "bitbucket.org"),
    (hugging_face, "huggingface.co hf.co"),
    (youtube, "youtube.com m.youtube.com music.youtube.com youtu.be youtube-nocookie.com"),
    (kaggle, "kaggle.com"),
    (zenodo, "zenodo.org"),
)
HOSTS: Mapping[str, Recogniser] = {host: recognise for recognise, hosts in _TABLE for host in hosts.split()}
"""The recogniser of each host, without `www.`."""


def recogniser(address: Address) -> Recogniser | None:
    """Return the recogniser for an address: by its host, or by its form for GitLab and for DOIs elsewhere."""
    if address.host in HOSTS:
        return HOSTS[address.host]
    if address.host.startswith("gitlab."):
        return gitlab
    return doi_in_path if "/doi/" in address.path else None
