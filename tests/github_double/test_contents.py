from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from github import GithubException, UnknownObjectException
from github.ContentFile import ContentFile
from github.Repository import Repository

from github_double.double import Double
from github_double.sample import LIST, PROPOSED, Repo
from github_double.state import Limits

Connect = Callable[..., Repository]
Start = Callable[..., Double]


@pytest.fixture
def filled(repo: Repo) -> Repo:
    """A repository with every kind of entry."""
    repo.commit({"docs/a.md": "a", "docs/deep/b.md": "b", "big.md": "x" * 200, "huge.md": "y" * 2000})
    (repo.path / "link.md").symlink_to("docs/a.md")
    (repo.path / "docs" / "away").symlink_to("/etc/passwd")
    repo.commit({})
    sha = repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{sha},docs/sub")
    repo.git("commit", "--quiet", "--message", "Submodule")
    return repo


@pytest.fixture
def limited(filled: Repo, start_double: Start, connect: Connect) -> Repository:
    """The repository with lower limits: 100 bytes inline, 1,000 bytes for blobs."""
    return connect(start_double(filled.path, limits=Limits(inline_content=100, blob=1000)))


def single(content: ContentFile | list[ContentFile]) -> ContentFile:
    assert isinstance(content, ContentFile)
    return content


@pytest.mark.parametrize(
    ("ref", "text"),
    [
        pytest.param("main", LIST, id="a branch"),
        pytest.param("add", PROPOSED, id="another branch"),
        pytest.param("refs/pull/1/head", PROPOSED, id="the head of a pull request"),
    ],
)
def test_a_file_is_read_at_a_ref_through_the_base_repository(
    repository: Repository, ref: str, text: str
) -> None:
    assert single(repository.get_contents("README.md", ref=ref)).decoded_content == text.encode()


def test_a_file_is_read_at_a_commit_and_by_default_at_the_default_branch(
    repository: Repository, double: Double
) -> None:
    head = double.state.pulls[1].head_sha
    assert single(repository.get_contents("README.md", ref=head)).decoded_content == PROPOSED.encode()
    assert single(repository.get_contents("README.md")).decoded_content == LIST.encode()


@pytest.mark.parametrize(
    ("path", "ref"),
    [
        pytest.param("none.md", "main", id="no such file"),
        pytest.param("README.md", "none", id="no such branch"),
        pytest.param("README.md", "main~0", id="an expression of git"),
        pytest.param("*.md", "main", id="a pattern as a path"),
    ],
)
def test_missing_files_and_refs_are_not_found(repository: Repository, path: str, ref: str) -> None:
    with pytest.raises(GithubException) as refused:
        repository.get_contents(path, ref=ref)
    assert refused.value.status == 404


def test_a_file_over_the_inline_limit_has_no_content_but_its_blob_has(limited: Repository) -> None:
    file = single(limited.get_contents("big.md"))
    assert (file.encoding, file.raw_data["content"], file.size) == ("none", "", 200)
    blob = limited.get_git_blob(file.sha)
    assert (blob.encoding, base64.b64decode(blob.content)) == ("base64", b"x" * 200)


def test_a_file_over_the_blob_limit_is_refused(limited: Repository) -> None:
    with pytest.raises(GithubException) as refused:
        limited.get_contents("huge.md")
    assert refused.value.status == 403
    assert refused.value.data["errors"][0]["code"] == "too_large"


def test_a_directory_lists_a_submodule_as_a_file(limited: Repository) -> None:
    found = limited.get_contents("docs")
    assert isinstance(found, list)
    assert {file.path: file.type for file in found} == {
        "docs/a.md": "file",
        "docs/away": "symlink",
        "docs/deep": "dir",
        "docs/sub": "file",
    }


def test_only_a_symbolic_link_to_a_file_is_followed(limited: Repository) -> None:
    followed, other = single(limited.get_contents("link.md")), single(limited.get_contents("docs/away"))
    assert (followed.type, followed.path, followed.decoded_content) == ("file", "link.md", b"a")
    assert (other.type, other.raw_data["target"]) == ("symlink", "/etc/passwd")


def test_a_submodule_has_its_own_type(limited: Repository) -> None:
    assert single(limited.get_contents("docs/sub")).type == "submodule"


def test_a_tree_lists_one_level_or_all(limited: Repository) -> None:
    flat, deep = limited.get_git_tree("main"), limited.get_git_tree("main", recursive=True)
    assert [item.path for item in flat.tree] == ["README.md", "big.md", "docs", "huge.md", "link.md"]
    assert "docs/deep/b.md" in [item.path for item in deep.tree]
    assert {item.path: item.mode for item in deep.tree}["docs/sub"] == "160000"
    assert deep.raw_data["truncated"] is False


def test_a_tree_over_the_limit_is_truncated(filled: Repo, start_double: Start, connect: Connect) -> None:
    tree = connect(start_double(filled.path, limits=Limits(tree_entries=2))).get_git_tree(
        "main", recursive=True
    )
    assert (len(tree.tree), tree.raw_data["truncated"]) == (2, True)


def test_missing_blobs_and_trees_are_not_found(repository: Repository) -> None:
    for get in (repository.get_git_blob, repository.get_git_tree):
        with pytest.raises(UnknownObjectException):
            get("0" * 40)
