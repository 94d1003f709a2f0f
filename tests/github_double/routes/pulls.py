"""Pull requests, their files, and the issues they also are."""

from __future__ import annotations

from github_double import diffs
from github_double.exchange import Answer, Call, paged, route
from github_double.shapes import pulls


@route("GET", "pulls")
def listed(call: Call) -> Answer:
    """Open ones unless asked otherwise, newest first; by base branch, and by `owner:branch` of the head."""
    state = call.query.get("state", "open")
    items = [item for item in call.state.pulls.values() if state in (item.state, "all")]
    if "base" in call.query:
        items = [item for item in items if item.base_ref == call.query["base"]]
    if "head" in call.query:
        items = [item for item in items if _label(item.fork, item.head_ref) == call.query["head"]]
    oldest_first = call.query.get("direction", "asc" if "sort" in call.query else "desc") == "asc"
    items.sort(key=lambda item: item.number, reverse=not oldest_first)
    shown, links = paged(call, items)
    return Answer(200, [pulls.pull(call.state, call.urls, item) for item in shown], links)


@route("GET", "pulls/{pull_number}")
def pull(call: Call) -> Answer:
    return Answer(200, pulls.full_pull(call.state, call.urls, call.pull()))


@route("GET", "issues/{issue_number}")
def issue(call: Call) -> Answer:
    return Answer(200, pulls.issue(call.state, call.urls, call.pull()))


@route("GET", "pulls/{pull_number}/files")
def files(call: Call) -> Answer:
    """The first 3,000 files between the merge base and the head."""
    item = call.pull()
    held = diffs.served(call.state, item.base_sha, item.head_sha)[: call.state.limits.pull_files]
    shown, links = paged(call, held)
    return Answer(200, [pulls.file(call.urls, one, item.head_sha) for one in shown], links)


def _label(fork: str | None, ref: str) -> str:
    return f"{fork.split('/')[0] if fork else 'unknown'}:{ref}"
