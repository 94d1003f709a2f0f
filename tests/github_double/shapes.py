"""GitHub's JSON objects, made from the state of the double."""

from __future__ import annotations

import base64
from typing import Any

from github_double import diffs
from github_double.exchange import Urls
from github_double.repository import Commit, Entry, FileDiff
from github_double.state import (
    CheckRun,
    IssueComment,
    Person,
    Pull,
    Reaction,
    Review,
    ReviewComment,
    State,
    Status,
)

Json = dict[str, Any]

# fmt: off
USER_PAGES = (
    "events", "followers", "following", "gists", "organizations", "received_events", "repos", "starred",
    "subscriptions",
)
REPOSITORY_PAGES = (
    "archive", "assignees", "blobs", "branches", "collaborators", "comments", "commits", "compare",
    "contents", "contributors", "deployments", "downloads", "events", "forks", "git_commits",
    "git_refs", "git_tags", "hooks", "issue_comment", "issue_events", "issues", "keys", "labels",
    "languages", "merges", "milestones", "notifications", "pulls", "releases", "stargazers", "statuses",
    "subscribers", "subscription", "tags", "teams", "trees",
)
# fmt: on
NOTHING_SET: Json = {
    "archived": False,
    "description": None,
    "disabled": False,
    "forks": 0,
    "forks_count": 0,
    "has_discussions": False,
    "has_downloads": True,
    "has_issues": True,
    "has_pages": False,
    "has_projects": False,
    "has_wiki": False,
    "homepage": None,
    "language": None,
    "license": None,
    "mirror_url": None,
    "open_issues": 0,
    "open_issues_count": 0,
    "private": False,
    "size": 1,
    "stargazers_count": 0,
    "topics": [],
    "visibility": "public",
    "watchers": 0,
    "watchers_count": 0,
    "web_commit_signoff_required": False,
    "allow_forking": True,
    "is_template": False,
}


def user(urls: Urls, person: Person) -> Json:
    api = f"{urls.root}/users/{person.login}"
    return {
        "login": person.login,
        "id": person.id,
        "node_id": f"U_{person.id}",
        "avatar_url": f"{urls.root}/avatars/{person.id}",
        "gravatar_id": "",
        "url": api,
        "html_url": f"{urls.root}/{person.login}",
        "type": person.kind,
        "site_admin": False,
        "user_view_type": "public",
        **{f"{page}_url": f"{api}/{page}" for page in USER_PAGES},
    }


def repository(state: State, urls: Urls, name: str) -> Json:
    """The repository or a fork, inside another object."""
    here = urls.of(name)
    owner, short = name.split("/")
    fork = name != state.name
    return {
        **NOTHING_SET,
        **{f"{page}_url": f"{here.api}/{page}" for page in REPOSITORY_PAGES},
        "id": state.person(f"{owner}/{short}").id,
        "node_id": f"R_{state.person(f'{owner}/{short}').id}",
        "name": short,
        "full_name": name,
        "owner": user(urls, state.person(owner)),
        "fork": fork,
        "url": here.api,
        "html_url": here.html,
        "clone_url": f"{here.html}.git",
        "git_url": f"{here.html}.git",
        "ssh_url": f"{here.html}.git",
        "svn_url": here.html,
        "default_branch": state.repository.default_branch,
        "created_at": "2020-01-01T00:00:00Z",
        "updated_at": "2020-01-01T00:00:00Z",
        "pushed_at": "2020-01-01T00:00:00Z",
    }


def full_repository(state: State, urls: Urls, name: str) -> Json:
    """The repository or a fork, as a response."""
    fields = repository(state, urls, name) | {"network_count": 0, "subscribers_count": 0}
    if name != state.name:
        fields |= {
            "parent": repository(state, urls, state.name),
            "source": repository(state, urls, state.name),
        }
    return fields


def commit(urls: Urls, item: Commit, files: list[FileDiff] | None = None) -> Json:
    """A commit; with its files as a response of its own."""
    api = f"{urls.api}/commits/{item.sha}"
    fields: Json = {
        "sha": item.sha,
        "node_id": f"C_{item.sha}",
        "url": api,
        "html_url": f"{urls.html}/commit/{item.sha}",
        "comments_url": f"{api}/comments",
        "author": None,
        "committer": None,
        "parents": [{"sha": sha, "url": f"{urls.api}/commits/{sha}"} for sha in item.parents],
        "commit": {
            "url": f"{urls.api}/git/commits/{item.sha}",
            "message": item.message,
            "comment_count": 0,
            "tree": {"sha": item.tree, "url": f"{urls.api}/git/trees/{item.tree}"},
            "author": dict(zip(("name", "email", "date"), item.author, strict=True)),
            "committer": dict(zip(("name", "email", "date"), item.committer, strict=True)),
        },
    }
    if files is not None:
        fields["files"] = [file(urls, item_, item.sha) for item_ in files]
        added, deleted = sum(item_.additions for item_ in files), sum(item_.deletions for item_ in files)
        fields["stats"] = {"additions": added, "deletions": deleted, "total": added + deleted}
    return fields


def branch(urls: Urls, name: str, item: Commit) -> Json:
    api = f"{urls.api}/branches/{name}"
    return {
        "name": name,
        "commit": commit(urls, item),
        "_links": {"self": api, "html": f"{urls.html}/tree/{name}"},
        "protected": False,
        "protection": {"enabled": False, "required_status_checks": {"contexts": [], "checks": []}},
        "protection_url": f"{api}/protection",
    }


def ref(urls: Urls, name: str, sha: str) -> Json:
    return {
        "ref": name,
        "node_id": f"REF_{name}",
        "url": f"{urls.api}/git/{name}",
        "object": {"type": "commit", "sha": sha, "url": f"{urls.api}/git/commits/{sha}"},
    }


def tree(urls: Urls, sha: str, entries: list[Entry], truncated: bool) -> Json:
    return {
        "sha": sha,
        "url": f"{urls.api}/git/trees/{sha}",
        "tree": [_tree_entry(urls, item) for item in entries],
        "truncated": truncated,
    }


def blob(urls: Urls, sha: str, data: bytes) -> Json:
    return {
        "sha": sha,
        "node_id": f"B_{sha}",
        "url": f"{urls.api}/git/blobs/{sha}",
        "size": len(data),
        "content": base64.encodebytes(data).decode(),
        "encoding": "base64",
    }


def content(urls: Urls, item: Entry, at: str, kind: str) -> Json:
    """The fields that all kinds of content have."""
    api = f"{urls.api}/contents/{item.path}?ref={at}"
    git = f"{urls.api}/git/{'trees' if kind == 'dir' else 'blobs'}/{item.sha}"
    html = f"{urls.html}/{'tree' if kind == 'dir' else 'blob'}/{at}/{item.path}"
    return {
        "name": item.path.rsplit("/", 1)[-1],
        "path": item.path,
        "sha": item.sha,
        "size": item.size or 0,
        "type": kind,
        "url": api,
        "git_url": git,
        "html_url": html,
        "download_url": f"{urls.html}/raw/{at}/{item.path}" if kind in ("file", "symlink") else None,
        "_links": {"self": api, "git": git, "html": html},
    }


def _tree_entry(urls: Urls, item: Entry) -> Json:
    kinds = {"blob": "blobs", "tree": "trees", "commit": "commits"}
    fields: Json = {"path": item.path, "mode": item.mode, "type": item.kind, "sha": item.sha}
    if item.size is not None:
        fields["size"] = item.size
    if item.kind != "commit":
        fields["url"] = f"{urls.api}/git/{kinds[item.kind]}/{item.sha}"
    return fields


def check_run(urls: Urls, item: CheckRun) -> Json:
    api = urls.check_run(item.id)
    return {
        "id": item.id,
        "node_id": f"CR_{item.id}",
        "name": item.name,
        "head_sha": item.sha,
        "url": api,
        "html_url": f"{urls.html}/runs/{item.id}",
        "details_url": item.details_url,
        "external_id": item.external_id or "",
        "status": item.status,
        "conclusion": item.conclusion,
        "started_at": item.started,
        "completed_at": item.completed,
        "check_suite": {"id": item.id},
        "app": None,
        "pull_requests": [],
        "output": {
            "title": item.title,
            "summary": item.summary,
            "text": item.text,
            "annotations_count": len(item.annotations),
            "annotations_url": f"{api}/annotations",
        },
    }


def annotation(urls: Urls, sha: str, values: dict[str, object]) -> Json:
    absent = dict.fromkeys(("start_column", "end_column", "title", "raw_details"))
    return {**absent, **values, "blob_href": f"{urls.html}/blob/{sha}/{values['path']}"}


def status(state: State, urls: Urls, item: Status) -> Json:
    person = state.person(item.author)
    return {
        "id": item.id,
        "node_id": f"SC_{item.id}",
        "url": f"{urls.api}/statuses/{item.sha}",
        "avatar_url": f"{urls.root}/avatars/{person.id}",
        "state": item.state,
        "description": item.description,
        "target_url": item.target_url,
        "context": item.context,
        "created_at": item.created,
        "updated_at": item.created,
        "creator": user(urls, person),
    }


NO_REACTIONS = ("+1", "-1", "confused", "eyes", "heart", "hooray", "laugh", "rocket")
ASSOCIATION = {
    "admin": "OWNER",
    "maintain": "COLLABORATOR",
    "write": "COLLABORATOR",
    "triage": "COLLABORATOR",
}


def pull(state: State, urls: Urls, item: Pull) -> Json:
    """A pull request in a list."""
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
    """A pull request as a response of its own."""
    files = diffs.served(state, item.base_sha, item.head_sha)
    comments = [item_ for item_ in state.issue_comments.values() if item_.number == item.number]
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
    """A pull request as an issue."""
    api, page = urls.issue(item.number), urls.page(item.number)
    comments = [item_ for item_ in state.issue_comments.values() if item_.number == item.number]
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
    fields = {
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
        fields["patch"] = item.patch
    if item.status in ("renamed", "copied"):
        fields["previous_filename"] = item.old_path
    return fields


def review(state: State, urls: Urls, item: Review) -> Json:
    html = f"{urls.page(item.number)}#pullrequestreview-{item.id}"
    fields = {
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
    return fields | ({"submitted_at": item.submitted} if item.submitted else {})


def review_comment(state: State, urls: Urls, item: ReviewComment) -> Json:
    api, html = urls.review_comment(item.id), f"{urls.page(item.number)}#discussion_r{item.id}"
    links = {"self": api, "html": html, "pull_request": urls.pull(item.number)}
    fields = {
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
    return fields | ({"in_reply_to_id": item.reply_to} if item.reply_to else {})


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
    """The fields that a pull request and its issue share."""
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
    """The head or base of a pull request; of a deleted fork only the branch and the commit are left."""
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


def _reactions(api: str, values: list[Reaction]) -> Json:
    counts = {name: sum(item_.content == name for item_ in values) for name in NO_REACTIONS}
    return {"url": f"{api}/reactions", "total_count": len(values), **counts}
