"""Commits and comparisons."""

from __future__ import annotations

from github_double import diffs
from github_double.exchange import Answer, Call, Refused, paged, route
from github_double.repository import EMPTY_TREE
from github_double.shapes import history, pulls


@route("GET", "commits/{ref}")
def commit(call: Call) -> Answer:
    repository = call.state.repository
    item = repository.commit(call.commit(call.given["ref"]))
    base = item.parents[0] if item.parents else EMPTY_TREE
    files = diffs.limited(repository.diff(base, item.sha), call.state.limits)
    shown, links = paged(call, files, default=300, most=300)
    return Answer(200, history.commit(call.urls.of(call.name), item, list(shown)), links)


@route("GET", "compare/{basehead}")
def compare(call: Call) -> Answer:
    """Three dots: what the head has since it left the base. At most 300 files, all on the first page."""
    repository, urls = call.state.repository, call.urls.of(call.name)
    base, head = (call.commit(end.rsplit(":", 1)[-1]) for end in _ends(call.given["basehead"]))
    try:
        merge_base = repository.merge_base(base, head)
    except LookupError:
        raise Refused(404, f"No common ancestor between {base} and {head}.") from None
    ahead, behind = repository.between(base, head), repository.between(head, base)
    commits, links = paged(call, ahead, default=250, most=1000)
    page = f"{urls.html}/compare/{base}...{head}"
    said = {
        "url": f"{urls.api}/compare/{base}...{head}",
        "html_url": page,
        "permalink_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "base_commit": history.commit(urls, repository.commit(base)),
        "merge_base_commit": history.commit(urls, repository.commit(merge_base)),
        "status": _status(len(ahead), len(behind)),
        "ahead_by": len(ahead),
        "behind_by": len(behind),
        "total_commits": len(ahead),
        "commits": [history.commit(urls, repository.commit(sha)) for sha in commits],
    }
    if call.query.get("page", "1") == "1":
        files = diffs.served(call.state, base, head)[: call.state.limits.compare_files]
        said["files"] = [pulls.file(urls, item, head) for item in files]
    return Answer(200, said, links)


def _ends(basehead: str) -> tuple[str, str]:
    base, dots, head = basehead.partition("...")
    if not dots:
        raise Refused(404, "Not Found")
    return base, head


def _status(ahead: int, behind: int) -> str:
    if ahead and behind:
        return "diverged"
    return "ahead" if ahead else "behind" if behind else "identical"
