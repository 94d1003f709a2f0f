"""Pull requests, the issues they also are, their files, reviews and comments as JSON."""

from __future__ import annotations

from typing import Any

from github_double import diffs
from github_double.repository import FileDiff
from github_double.shapes.people import Json, repository, user
from github_double.state import IssueComment, Pull, Reaction, Review, ReviewComment, State
from github_double.urls import Urls

NO_REACTIONS = ("+1", "-1", "confused", "eyes", "heart", "hooray", "laugh", "rocket")
ASSOCIATION = {
    "admin": "OWNER",
    "maintain": "COLLABORATOR",
    "write": "COLLABORATOR",
    "triage": "COLLABORATOR",
}


def pull(state: State, urls: Urls, item: Pull) -> Json:
    """A pull request as it stands in a list."""
    api, page, issue = urls.pull(item.number), urls.page(item.number), urls.issue(item.number)
    links = {
        "comments": f"{issue}/comments",
        "commits": f"{api}/commits",
        "statuses": f"{urls.api}/statuses/{item.head_sha}",
        "review_comments": f"{api}/comments",
        "review_comment": f"{urls.api}/pulls/comments{{/number}}",
    }
    return {
        **_common(state, urls, item),
        **{f"{name}_url": url for name, url in links.items()},
        "url": api,
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "issue_url": issue,
        "merged_at": None,
        "merge_commit_sha": None,
        "requested_reviewers": [],
        "requested_teams": [],
        "auto_merge": None,
        "head": _end(state, urls, item.fork, item.head_ref, item.head_sha),
        "base": _end(state, urls, state.name, item.base_ref, item.base_sha),
        "_links": {
            name: {"href": url} for name, url in {**links, "self": api, "html": page, "issue": issue}.items()
        },
    }


def full_pull(state: State, urls: Urls, item: Pull) -> Json:
    """A pull request as it is answered for itself."""
    files = diffs.served(state, item.base_sha, item.head_sha)
    comments = [one for one in state.issue_comments.values() if one.number == item.number]
    return {
        **pull(state, urls, item),
        "additions": sum(file.additions for file in files),
        "deletions": sum(file.deletions for file in files),
        "changed_files": len(files),
        "comments": len(comments),
        "commits": len(state.repository.between(item.base_sha, item.head_sha)),
        "review_comments": len(state.review_comments_of(item.number)),
        "merged": False,
        "merged_by": None,
        "mergeable": None,
        "mergeable_state": "unknown",
        "rebaseable": None,
        "maintainer_can_modify": True,
    }


def issue(state: State, urls: Urls, item: Pull) -> Json:
    """A pull request seen as the issue it also is."""
    api, page = urls.issue(item.number), urls.page(item.number)
    comments = [one for one in state.issue_comments.values() if one.number == item.number]
    return {
        **_common(state, urls, item),
        "url": api,
        "repository_url": urls.api,
        "labels_url": f"{api}/labels{{/name}}",
        "comments_url": f"{api}/comments",
        "events_url": f"{api}/events",
        "timeline_url": f"{api}/timeline",
        "html_url": page,
        "comments": len(comments),
        "performed_via_github_app": None,
        "state_reason": None,
        "reactions": _reactions(api, []),
        "pull_request": {
            "url": urls.pull(item.number),
            "html_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "merged_at": None,
        },
    }


def file(urls: Urls, item: FileDiff, head: str) -> Json:
    said = {
        "sha": item.sha,
        "filename": item.path,
        "status": item.status,
        "additions": item.additions,
        "deletions": item.deletions,
        "changes": item.additions + item.deletions,
        "blob_url": f"{urls.html}/blob/{head}/{item.path}",
        "raw_url": f"{urls.html}/raw/{head}/{item.path}",
        "contents_url": f"{urls.api}/contents/{item.path}?ref={head}",
    }
    if item.patch:
        said["patch"] = item.patch
    if item.status in ("renamed", "copied"):
        said["previous_filename"] = item.old_path
    return said


def review(state: State, urls: Urls, item: Review) -> Json:
    html = f"{urls.page(item.number)}#pullrequestreview-{item.id}"
    said = {
        **_written(state, urls, item.author),
        "id": item.id,
        "node_id": f"PRR_{item.id}",
        "body": item.body,
        "state": item.state,
        "commit_id": item.commit,
        "html_url": html,
        "pull_request_url": urls.pull(item.number),
        "_links": {"html": {"href": html}, "pull_request": {"href": urls.pull(item.number)}},
    }
    return said | ({"submitted_at": item.submitted} if item.submitted else {})


def review_comment(state: State, urls: Urls, item: ReviewComment) -> Json:
    api, html = urls.review_comment(item.id), f"{urls.page(item.number)}#discussion_r{item.id}"
    links = {"self": api, "html": html, "pull_request": urls.pull(item.number)}
    said = {
        **_written(state, urls, item.author),
        "id": item.id,
        "node_id": f"PRRC_{item.id}",
        "url": api,
        "html_url": html,
        "pull_request_url": urls.pull(item.number),
        "pull_request_review_id": item.review,
        "diff_hunk": item.hunk,
        "path": item.path,
        "commit_id": item.commit,
        "original_commit_id": item.original_commit,
        "body": item.body,
        "created_at": item.created,
        "updated_at": item.updated,
        "subject_type": item.subject,
        "side": item.side,
        "line": item.line,
        "original_line": item.original_line,
        "start_side": item.start_side,
        "start_line": item.start,
        "original_start_line": item.original_start,
        "position": item.position,
        "original_position": item.original_position,
        "reactions": _reactions(api, []),
        "_links": {name: {"href": url} for name, url in links.items()},
    }
    return said | ({"in_reply_to_id": item.reply_to} if item.reply_to else {})


def issue_comment(state: State, urls: Urls, item: IssueComment) -> Json:
    api = urls.issue_comment(item.id)
    return {
        **_written(state, urls, item.author),
        "id": item.id,
        "node_id": f"IC_{item.id}",
        "url": api,
        "html_url": f"{urls.page(item.number)}#issuecomment-{item.id}",
        "issue_url": urls.issue(item.number),
        "body": item.body,
        "created_at": item.created,
        "updated_at": item.updated,
        "reactions": _reactions(api, item.reactions),
        "performed_via_github_app": None,
    }


def reaction(state: State, urls: Urls, item: Reaction) -> Json:
    return {
        "id": item.id,
        "node_id": f"REA_{item.id}",
        "user": user(urls, state.person(item.author)),
        "content": item.content,
        "created_at": item.created,
    }


def _common(state: State, urls: Urls, item: Pull) -> Json:
    """What a pull request and its issue have in common."""
    return {
        **_written(state, urls, item.author),
        "id": item.id,
        "node_id": f"PR_{item.id}",
        "number": item.number,
        "state": item.state,
        "locked": False,
        "active_lock_reason": None,
        "title": item.title,
        "body": item.body,
        "labels": [],
        "milestone": None,
        "assignee": None,
        "assignees": [],
        "created_at": item.created,
        "updated_at": item.created,
        "closed_at": None,
        "draft": item.draft,
    }


def _end(state: State, urls: Urls, name: str | None, ref: str, sha: str) -> dict[str, Any]:
    """One end of a pull request; of a deleted fork only the branch's name and the commit are left."""
    if name is None:
        return {"label": f"unknown:{ref}", "ref": ref, "sha": sha, "user": None, "repo": None}
    owner = name.split("/")[0]
    return {
        "label": f"{owner}:{ref}",
        "ref": ref,
        "sha": sha,
        "user": user(urls, state.person(owner)),
        "repo": repository(state, urls, name),
    }


def _written(state: State, urls: Urls, login: str) -> Json:
    person = state.person(login)
    return {"user": user(urls, person), "author_association": ASSOCIATION.get(person.role, "NONE")}


def _reactions(api: str, given: list[Reaction]) -> Json:
    counts = {name: sum(one.content == name for one in given) for name in NO_REACTIONS}
    return {"url": f"{api}/reactions", "total_count": len(given), **counts}
