from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from github import Auth, Github
from github.PullRequest import PullRequest
from github.Repository import Repository

from github_double.double import Double
from github_double.fixture import start_double
from github_double.sample import LIST, PROPOSED, Repo

__all__ = ["start_double"]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository with LIST in README.md on `main`, checked out."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A Curator")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "curator@example.org")
    made = Repo(tmp_path / "list")
    made.path.mkdir()
    made.git("init", "--quiet", "--initial-branch=main")
    made.commit({"README.md": LIST})
    return made


@pytest.fixture
def double(repo: Repo, start_double: Callable[..., Double]) -> Double:
    """A double with pull request 1: the branch `add` changes row 20 and adds a row after row 30."""
    repo.commit({"README.md": PROPOSED}, "add")
    repo.main()
    started = start_double(repo.path)
    started.open_pull("add")
    return started


@pytest.fixture
def connect() -> Iterator[Callable[..., Repository]]:
    """Return a function that connects PyGithub with a token of some scopes, without pauses or retries."""
    opened: list[Github] = []

    def connected(double: Double, name: str = "lists/awesome", **options: str) -> Repository:
        opened.append(
            Github(
                auth=Auth.Token(double.create_token(**options)),
                base_url=double.url,
                per_page=100,
                lazy=True,
                retry=None,
                timeout=30,
                seconds_between_requests=None,
                seconds_between_writes=None,
            )
        )
        return opened[-1].get_repo(name)

    yield connected
    for client in opened:
        client.close()


@pytest.fixture
def repository(double: Double, connect: Callable[..., Repository]) -> Repository:
    """The repository, with a token that can write to pull requests."""
    return connect(double, pull_requests="write")


@pytest.fixture
def pull(repository: Repository) -> PullRequest:
    return repository.get_pull(1)
