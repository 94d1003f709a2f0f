from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from github import GithubException, UnknownObjectException
from github.ContentFile import ContentFile
from github.Repository import Repository

from github_double.double import Double
from github_double.scene import LIST, PROPOSED, Repo
from github_double.state import Limits

Connect = Callable[..., Repository]
Start = Callable[..., Double]


@pytest.fixture
def filled(repo: Repo) -> Repo:
    """One of everything a tree can hold."""
    repo.commit({"docs/a.md": "a", "docs/deep/b.md": "b", "big.md": "x" * 200, "huge.md": "y" * 2000})
    (repo.path / "link.md").symlink_to("docs/a.md")
    (repo.path / "docs" / "away").symlink_to("/etc/passwd")
    repo.commit({})
    sha = repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{sha},docs/sub")
    repo.git("commit", "--quiet", "--message", "Submodule")
    return repo


@pytest.fixture
def held(filled: Repo, start_double: Start, connect: Connect) -> Repository:
    """With limits a million times closer: 100 bytes inline, 1,000 bytes at all."""
    return connect(start_double(filled.path, limits=Limits(inline_content=100, blob=1000)))


def one(found: ContentFile | list[ContentFile]) -> ContentFile:
    assert isinstance(found, ContentFile)
    return found


@pytest.mark.parametrize(
    ("ref", "text"),
    [
        pytest.param("main", LIST, id="a branch"),
        pytest.param("add", PROPOSED, id="another branch"),
        pytest.param("refs/pull/1/head", PROPOSED, id="the head of a pull request, from a fork or not"),
    ],
)
def test_a_file_is_read_at_a_ref_through_the_base_repository(there: Repository, ref: str, text: str) -> None:
    assert one(there.get_contents("README.md", ref=ref)).decoded_content == text.encode()


def test_a_file_is_read_at_a_commit_and_by_default_at_the_default_branch(
    there: Repository, double: Double
) -> None:
    head = double.state.pulls[1].head_sha
    assert one(there.get_contents("README.md", ref=head)).decoded_content == PROPOSED.encode()
    assert one(there.get_contents("README.md")).decoded_content == LIST.encode()


@pytest.mark.parametrize(
    ("path", "ref"),
    [
        pytest.param("none.md", "main", id="no such file"),
        pytest.param("README.md", "none", id="no such branch"),
        pytest.param("README.md", "main~0", id="git's own expressions are no refs"),
        pytest.param("*.md", "main", id="a path is no pattern"),
    ],
)
def test_what_is_not_there_is_not_found(there: Repository, path: str, ref: str) -> None:
    with pytest.raises(GithubException) as refused:
        there.get_contents(path, ref=ref)
    assert refused.value.status == 404


def test_a_file_over_the_limit_comes_without_its_content_and_its_blob_with_it(held: Repository) -> None:
    file = one(held.get_contents("big.md"))
    assert (file.encoding, file.raw_data["content"], file.size) == ("none", "", 200)
    blob = held.get_git_blob(file.sha)
    assert (blob.encoding, base64.b64decode(blob.content)) == ("base64", b"x" * 200)


def test_what_is_too_large_for_the_interface_is_refused(held: Repository) -> None:
    with pytest.raises(GithubException) as refused:
        held.get_contents("huge.md")
    assert refused.value.status == 403
    assert refused.value.data["errors"][0]["code"] == "too_large"


def test_a_directory_comes_as_a_list_in_which_a_submodule_is_called_a_file(held: Repository) -> None:
    found = held.get_contents("docs")
    assert isinstance(found, list)
    assert {file.path: file.type for file in found} == {
        "docs/a.md": "file",
        "docs/away": "symlink",
        "docs/deep": "dir",
        "docs/sub": "file",
    }


def test_a_symbolic_link_to_a_file_is_followed_and_any_other_described(held: Repository) -> None:
    followed, other = one(held.get_contents("link.md")), one(held.get_contents("docs/away"))
    assert (followed.type, followed.path, followed.decoded_content) == ("file", "link.md", b"a")
    assert (other.type, other.raw_data["target"]) == ("symlink", "/etc/passwd")


def test_a_submodule_is_told_as_one(held: Repository) -> None:
    assert one(held.get_contents("docs/sub")).type == "submodule"


def test_a_tree_lists_one_level_or_all(held: Repository) -> None:
    flat, deep = held.get_git_tree("main"), held.get_git_tree("main", recursive=True)
    assert [item.path for item in flat.tree] == ["README.md", "big.md", "docs", "huge.md", "link.md"]
    assert "docs/deep/b.md" in [item.path for item in deep.tree]
    assert {item.path: item.mode for item in deep.tree}["docs/sub"] == "160000"
    assert deep.raw_data["truncated"] is False


def test_a_tree_over_the_limit_is_truncated(filled: Repo, start_double: Start, connect: Connect) -> None:
    tree = connect(start_double(filled.path, limits=Limits(tree_entries=2))).get_git_tree(
        "main", recursive=True
    )
    assert (len(tree.tree), tree.raw_data["truncated"]) == (2, True)


def test_a_blob_or_tree_that_is_none_is_not_found(there: Repository) -> None:
    for ask in (there.get_git_blob, there.get_git_tree):
        with pytest.raises(UnknownObjectException):
            ask("0" * 40)
