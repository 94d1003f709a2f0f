"""Users and repositories as JSON."""

from __future__ import annotations

from typing import Any

from github_double.state import Person, State
from github_double.urls import Urls

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
    """The repository, or one of its forks, as it stands inside other objects."""
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
    """The repository as it is answered for itself."""
    said = repository(state, urls, name) | {"network_count": 0, "subscribers_count": 0}
    if name != state.name:
        said |= {"parent": repository(state, urls, state.name), "source": repository(state, urls, state.name)}
    return said
