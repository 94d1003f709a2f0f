"""Where code, models, data and films are kept: which repository, model or film an address names.

Views of the whole (`/tree/main`, `/issues`, the README) are the whole. A folder or a file deep inside is
a place of its own: tables that list the parts of one repository link nothing else.
"""

from __future__ import annotations

import re

from rowcheck.cells import papers
from rowcheck.cells.dois import Name
from rowcheck.cells.urls import Address, listed

# First steps of github.com that are pages of GitHub's own, not accounts.
_NOT_ACCOUNTS = listed(
    "about account apps codespaces collections contact copilot customer-stories dashboard enterprise "
    "events explore features gist issues join login marketplace mobile models new nonprofit notifications "
    "organizations orgs pricing pulls readme resources search security sessions settings site solutions "
    "sponsors stars team topics trending users"
)
_DEFAULT_BRANCHES = frozenset({"main", "master", "head"})
_WHOLE = listed(
    "actions activity commits contributors discussions forks graphs insights issues labels milestones "
    "network packages projects pulls pulse releases stargazers tags watchers wiki wikis merge_requests"
)
_README = re.compile(r"readme(?:\.\w+)?", re.IGNORECASE)


def github(address: Address) -> Name:
    """github.com/owner/repo; the account alone, GitHub's own pages and searches are none."""
    if address.parameter("q"):
        return None
    match address.steps:
        case [owner, name, *rest] if owner.lower() not in _NOT_ACCOUNTS:
            return _repository("github", [owner, name], rest)
    return None


def github_raw(address: Address) -> Name:
    """raw.githubusercontent.com/owner/repo/branch/path; PMLR keeps its papers there."""
    match address.steps:
        case ["mlresearch", volume, "main", "assets", paper, *_]:
            return "pmlr", f"{volume}/{paper}".lower()
        case [owner, name, "refs", "heads", branch, *path] | [owner, name, branch, *path]:
            return _repository("github", [owner, name], ["blob", branch, *path])
    return None


def gist(address: Address) -> Name:
    """gist.github.com/owner/ID; the owner need not stand there."""
    match address.steps:
        case [*_, number] if len(address.steps) <= 2 and len(number) >= 20:
            return "gist", number.lower().removesuffix(".git")
    return None


_GITLAB_VIEWS = listed("- tree blob raw issues merge_requests wikis")


def gitlab(address: Address) -> Name:
    """gitlab.com/group/.../repo, its views behind `/-/` or, formerly, right after the name."""
    steps = address.steps
    inside = (index for index, step in enumerate(steps) if index > 1 and step in _GITLAB_VIEWS)
    end = next(inside, len(steps))
    rest = steps[end + 1 :] if steps[end : end + 1] == ["-"] else steps[end:]
    return _repository("gitlab", steps[:end], rest, address.host) if end > 1 else None


def bitbucket(address: Address) -> Name:
    """bitbucket.org/owner/repo, its files behind `/src/branch/`."""
    match address.steps:
        case [owner, name, "src", *rest]:
            return _repository("bitbucket", [owner, name], ["tree", *rest])
        case [owner, name, *rest]:
            return _repository("bitbucket", [owner, name], rest)
    return None


_NOT_MODELS = listed(
    "api blog chat collections docs enterprise inference join learn login models new organizations posts "
    "pricing settings support tasks terms-of-service"
)


def hugging_face(address: Address) -> Name:
    """Models, data sets and spaces are kinds apart; a paper's page is the arXiv paper."""
    match address.steps:
        case ["papers", number, *_]:
            return papers.arxiv_id(number)
        case ["datasets" | "spaces" as kind, owner, name, *rest]:
            return _repository(f"hf-{kind.removesuffix('s')}", [owner, name], rest)
        case ["datasets", name]:
            return "hf-dataset", name.lower()
        case [owner, name, *rest] if owner not in _NOT_MODELS and owner not in ("datasets", "spaces"):
            return _repository("hf-model", [owner, name], rest)
    return None


_FILM = re.compile(r"[A-Za-z0-9_-]{6,}")


def youtube(address: Address) -> Name:
    """A film by its id, where case matters; a playlist is another thing."""
    match address.steps:
        case ["embed" | "shorts" | "live" | "v", film, *_]:
            pass
        case ["playlist"]:
            playlist = address.parameter("list")
            return ("youtube-list", playlist) if playlist else None
        case [film] if address.host == "youtu.be":
            pass
        case _:
            film = address.parameter("v")
    return ("youtube", film) if _FILM.fullmatch(film) else None


_NOT_KAGGLERS = listed(
    "c code competitions discussions docs general learn models organizations progression rankings search "
    "static terms work"
)


def kaggle(address: Address) -> Name:
    """kaggle.com/datasets/owner/name, formerly without `datasets`; competitions by their name."""
    match address.steps:
        case ["datasets", owner, name, *_]:
            return "kaggle-dataset", f"{owner}/{name}".lower()
        case ["c" | "competitions", name, *_]:
            return "kaggle-competition", name.lower()
        case [owner, name] if owner not in _NOT_KAGGLERS and owner != "datasets":
            return "kaggle-dataset", f"{owner}/{name}".lower()
    return None


def zenodo(address: Address) -> Name:
    """zenodo.org/records/N, formerly /record/N; one file of a record is a place of its own."""
    match address.steps:
        case ["record" | "records", number] if number.isdigit():
            return "zenodo", number
        case ["doi" | "badge", *_, last] if last.lower().startswith("zenodo."):
            return "zenodo", last[7:].removesuffix(".svg")
    return None


def _repository(kind: str, name: list[str], rest: list[str], host: str = "") -> Name:
    """A repository, or a place inside it: `rest` is what follows its name in the path."""
    whole = "/".join(name).removesuffix(".git").lower()
    if host and host != "gitlab.com":
        whole = f"{host}/{whole}"
    match rest:
        case [] | [""]:
            return kind, whole
        case [view] if view in _WHOLE:
            return kind, whole
        case ["tree" | "blob" | "raw" | "edit" | "resolve" | "src" | "files" | "commits", branch, *path]:
            return _place(kind, whole, branch, path)
        case ["tree" | "blob"]:
            return kind, whole
    return None


def _place(kind: str, whole: str, branch: str, path: list[str]) -> Name:
    default = branch.lower() in _DEFAULT_BRANCHES
    if default and (not path or (len(path) == 1 and _README.fullmatch(path[0]))):
        return kind, whole
    return f"{kind}-path", "/".join([whole if default else f"{whole}@{branch}", *path])
