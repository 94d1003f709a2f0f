from __future__ import annotations

from collections.abc import Callable

import pytest
from github import GithubException
from github.PullRequest import PullRequest
from github.Repository import Repository

from github_double.double import Double
from github_double.sample import LIST, PROPOSED, ROWS, Repo
from github_double.state import Limits

Connect = Callable[..., Repository]
Start = Callable[..., Double]


def test_head_and_base_of_a_pull_request(pull: PullRequest, repo: Repo) -> None:
    assert (pull.head.sha, pull.head.ref) == (repo.git("rev-parse", "add"), "add")
    assert (pull.base.sha, pull.base.ref) == (repo.git("rev-parse", "main"), "main")
    assert (pull.head.repo.full_name, pull.head.repo.fork, pull.user.login) == ("ada/awesome", True, "ada")
    assert (pull.state, pull.draft, pull.changed_files, pull.commits) == ("open", False, 1, 1)


def test_the_head_of_a_deleted_fork_can_be_read(
    double: Double, pull: PullRequest, repository: Repository
) -> None:
    double.delete_fork()
    assert [pull.head.repo, pull.head.user, pull.head.ref] == [None, None, "add"]
    assert repository.get_contents("README.md", ref=pull.head.sha).decoded_content == PROPOSED.encode()  # type: ignore[union-attr]


def test_patches_are_against_the_merge_base(double: Double, repo: Repo, pull: PullRequest) -> None:
    repo.commit({"README.md": LIST.replace(ROWS[0], ""), "more.md": "more"})
    (file,) = pull.get_files()
    assert (file.filename, file.status, file.additions, file.deletions) == ("README.md", "modified", 2, 1)
    assert file.patch.startswith("@@ -22,7 +22,7 @@")
    assert "\n+| new | - |\n" in file.patch
    assert file.sha == repo.git("rev-parse", "add:README.md")


def test_status_of_changed_files(repo: Repo, start_double: Start, connect: Connect) -> None:
    repo.commit({"old.md": "one\n" * 30, "gone.md": "x\n", "picture.png": b"\0\1"})
    changes = {"old.md": None, "new.md": "one\n" * 30 + "two\n", "gone.md": None, "added.md": "last line"}
    repo.commit({**changes, "picture.png": b"\0\2"}, "many")
    repo.main()
    double = start_double(repo.path)
    double.open_pull("many")
    files = {file.filename: file for file in connect(double).get_pull(1).get_files()}
    assert {name: file.status for name, file in files.items()} == {
        "added.md": "added",
        "gone.md": "removed",
        "new.md": "renamed",
        "picture.png": "modified",
    }
    assert files["new.md"].previous_filename == "old.md"
    assert files["added.md"].patch == "@@ -0,0 +1 @@\n+last line\n\\ No newline at end of file"
    assert "patch" not in files["picture.png"].raw_data


def test_a_large_patch_is_left_out_but_its_counts_are_not(
    repo: Repo, double: Double, start_double: Start, connect: Connect
) -> None:
    small = start_double(repo.path, limits=Limits(patch=100))
    small.open_pull("add")
    (file,) = connect(small).get_pull(1).get_files()
    assert "patch" not in file.raw_data
    assert (file.additions, file.deletions) == (2, 1)


@pytest.fixture
def many(repo: Repo) -> Repo:
    repo.commit({f"files/{number:03}.md": "x\n" for number in range(250)}, "many")
    repo.main()
    return repo


def test_files_are_listed_in_pages(many: Repo, start_double: Start, connect: Connect) -> None:
    double = start_double(many.path)
    double.open_pull("many")
    files = list(connect(double).get_pull(1).get_files())
    assert [file.filename for file in files] == [f"files/{number:03}.md" for number in range(250)]
    queries = [entry.query for entry in double.log if entry.path.endswith("files")]
    assert [query.count("page=2") for query in queries] == [0, 1, 0]
    assert len(queries) == 3


def test_the_number_of_files_is_limited(many: Repo, start_double: Start, connect: Connect) -> None:
    double = start_double(many.path, limits=Limits(pull_files=120, compare_files=7))
    double.open_pull("many")
    repository = connect(double)
    assert repository.get_pull(1).get_files().totalCount == 120
    assert len(repository.compare("main", "many").files) == 7


def test_open_pull_requests_are_listed(double: Double, repository: Repository, repo: Repo) -> None:
    repo.git("branch", "other")
    for base in ("main", "other", "main"):
        double.open_pull("add", base=base, author="bob")
    double.close(1)
    assert [item.number for item in repository.get_pulls()] == [4, 3, 2]
    assert [item.number for item in repository.get_pulls(state="all", base="main")] == [4, 2, 1]
    assert [item.number for item in repository.get_pulls(head="bob:add", sort="created")] == [2, 3, 4]


def test_a_comparison_has_the_merge_base_and_counts(repository: Repository, repo: Repo) -> None:
    base = repo.git("rev-parse", "main")
    tip = repo.commit({"more.md": "more"})
    comparison = repository.compare(tip, repo.git("rev-parse", "add"))
    assert comparison.merge_base_commit.sha == base
    assert (comparison.status, comparison.ahead_by, comparison.behind_by) == ("diverged", 1, 1)
    assert [file.filename for file in comparison.files] == ["README.md"]


def test_histories_without_a_common_ancestor_cannot_be_compared(repository: Repository, repo: Repo) -> None:
    repo.git("checkout", "--quiet", "--orphan", "alone")
    with pytest.raises(GithubException, match="No common ancestor"):
        repository.compare("main", repo.commit({"alone.md": "x"})).merge_base_commit  # noqa: B018


def test_a_commit_has_its_changed_files(repository: Repository, repo: Repo) -> None:
    commit = repository.get_commit(repo.git("rev-parse", "add"))
    assert commit.commit.message == "Change"
    assert [(file.filename, file.changes) for file in commit.files] == [("README.md", 3)]


def test_commit_of_a_branch_and_of_a_ref(repository: Repository, repo: Repo) -> None:
    sha = repo.git("rev-parse", "main")
    assert repository.get_branch("main").commit.sha == sha
    assert repository.get_git_ref("heads/main").object.sha == sha
    assert repository.default_branch == "main"


def test_a_new_base_branch_changes_the_diff(double: Double, repository: Repository, repo: Repo) -> None:
    repo.git("branch", "next", "add")
    double.retarget("next")
    pull = repository.get_pull(1)
    assert (pull.base.ref, pull.changed_files) == ("next", 0)
