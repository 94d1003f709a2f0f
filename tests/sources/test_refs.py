from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rowcheck.errors import SourceError, UsageError
from rowcheck.sources.base import Version
from rowcheck.sources.refs import Refs

if TYPE_CHECKING:
    from tests.sources.conftest import Repo

OLD = b"| Name |\n| --- |\n| Ada |\n| Bob |\n"
NEW = OLD + b"| Cy |\n"


@pytest.fixture
def pull(repo: Repo) -> Repo:
    """Return a repository whose branch `pull` added a row, and whose `main` has a later commit."""
    repo.git("switch", "--quiet", "--create", "pull")
    repo.commit({"README.md": NEW, "rowcheck.yml": "of the pull request"})
    repo.git("switch", "--quiet", "main")
    repo.commit({"README.md": OLD + b"| Main |\n", "rowcheck.yml": "of the base"})
    repo.git("switch", "--quiet", "pull")
    return repo


def test_the_head_is_compared_with_the_merge_base(pull: Repo, seen: Callable[..., Any]) -> None:
    pull.write({"README.md": "not committed"})
    assert seen(Refs("main", "pull", pull.path)) == {"README.md": (OLD, NEW)}
    assert seen(Refs("main", folder=pull.path)) == {"README.md": (OLD, NEW)}


def test_settings_come_from_the_tip_of_the_base(pull: Repo) -> None:
    source = Refs("main", "pull", pull.path)
    assert source.trusted("rowcheck.yml") == "of the base"
    assert source.trusted("none.yml") is None
    assert source.trusted("README.md/x.yml") is None


def test_settings_follow_links_inside_the_tree_only(repo: Repo) -> None:
    (repo.path / ".github").mkdir()
    (repo.path / ".github/rowcheck.yml").symlink_to("../shared.yml")
    (repo.path / "broken.yml").symlink_to("nowhere.yml")
    (repo.path / "out.yml").symlink_to("/etc/hostname")
    repo.commit({"shared.yml": "shared"})
    source = Refs("HEAD", "HEAD", repo.path)
    assert source.trusted(".github/rowcheck.yml") == "shared"
    for path in ("broken.yml", "out.yml"):
        with pytest.raises(SourceError, match="is a symbolic link to nowhere in the repository"):
            source.trusted(path)
    with pytest.raises(SourceError, match=r"^\.github: is a folder, or too large"):
        source.trusted(".github")


@pytest.mark.parametrize(
    "name", ["main", "HEAD~1", "@{-1}", "main@{0}", "refs/heads/main", "v1", "v1-annotated"]
)
def test_a_commit_may_be_named_in_any_way(repo: Repo, seen: Callable[..., Any], name: str) -> None:
    repo.git("tag", "v1")
    repo.git("tag", "--annotate", "--message=x", "v1-annotated")
    repo.git("switch", "--quiet", "--create", "pull")
    repo.commit({"README.md": NEW})
    assert seen(Refs(name, "HEAD", repo.path)) == {"README.md": (OLD, NEW)}


@pytest.mark.parametrize(
    "name",
    ["mian", "--output=x", "-h", "1" * 40, "main..pull", "main:README.md", "main\npull", "HEAD^{tree}"],
)
def test_a_name_of_no_commit_is_an_error(repo: Repo, name: str) -> None:
    with pytest.raises(SourceError, match=r"(?s)git knows no commit .*; is it spelled right, and fetched"):
        Refs(name, "HEAD", repo.path)
    with pytest.raises(SourceError, match="git knows no commit"):
        Refs("HEAD", name, repo.path)
    assert not (repo.path / "x").exists()


def test_an_empty_name_is_an_error(repo: Repo) -> None:
    with pytest.raises(UsageError, match="the name of a commit is empty"):
        Refs("", "HEAD", repo.path)


def test_a_repository_without_commits_is_an_error(empty: Repo) -> None:
    with pytest.raises(SourceError, match="HEAD has no commit yet"):
        Refs("HEAD", folder=empty.path)


def test_unrelated_histories_are_an_error(repo: Repo) -> None:
    repo.git("switch", "--quiet", "--orphan", "other")
    repo.commit({"README.md": NEW})
    with pytest.raises(SourceError, match="'main' and 'other' have no commit in common"):
        Refs("main", "other", repo.path)


def test_a_shallow_clone_is_an_error_with_advice(
    pull: Repo, tmp_path: Path, seen: Callable[..., Any]
) -> None:
    clone = type(pull)(tmp_path / "clone")
    pull.git("clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{pull.path}", str(clone.path))
    with pytest.raises(SourceError, match=r"this clone is shallow .* 'HEAD' left 'origin/main'; fetch more"):
        Refs("origin/main", folder=clone.path)
    clone.git("fetch", "--quiet", "--deepen=100")
    assert seen(Refs("origin/main", folder=clone.path)) == {"README.md": (OLD, NEW)}


def test_a_partial_clone_fetches_missing_objects(
    pull: Repo, tmp_path: Path, seen: Callable[..., Any]
) -> None:
    pull.git("config", "uploadpack.allowFilter", "true")
    pull.git(
        "clone", "--quiet", "--bare", "--filter=blob:none", f"file://{pull.path}", str(tmp_path / "part")
    )
    assert seen(Refs("main", "pull", tmp_path / "part")) == {"README.md": (OLD, NEW)}


def test_a_partial_clone_without_its_remote_is_an_error(
    pull: Repo, tmp_path: Path, seen: Callable[..., Any]
) -> None:
    pull.git("config", "uploadpack.allowFilter", "true")
    pull.git(
        "clone", "--quiet", "--bare", "--filter=blob:none", f"file://{pull.path}", str(tmp_path / "part")
    )
    pull.path.rename(tmp_path / "elsewhere")
    with pytest.raises(SourceError, match="damaged"):
        seen(Refs("main", "pull", tmp_path / "part"))


def test_a_bare_repository_is_enough(pull: Repo, tmp_path: Path, seen: Callable[..., Any]) -> None:
    pull.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    source = Refs("main", "pull", tmp_path / "bare.git", ["README.md"])
    assert seen(source) == {"README.md": (OLD, NEW)}
    assert source.trusted("rowcheck.yml") == "of the base"
    assert seen(Refs("main", "pull", tmp_path / "bare.git", ["."])) == {"README.md": (OLD, NEW)}
    for path in ("../README.md", "/README.md"):
        with pytest.raises(UsageError, match="is outside the repository"):
            Refs("main", "pull", tmp_path / "bare.git", [path])
    with pytest.raises(UsageError, match=r"there is no 'none\.md'"):
        seen(Refs("main", "pull", tmp_path / "bare.git", ["none.md"]))


def test_replaced_objects_are_read_as_stored(pull: Repo, seen: Callable[..., Any]) -> None:
    pull.git("replace", pull.git("rev-parse", "pull:README.md"), pull.store("replaced"))
    assert seen(Refs("main", "pull", pull.path)) == {"README.md": (OLD, NEW)}


def test_a_renamed_folder_is_many_renamed_files(repo: Repo, seen: Callable[..., Any]) -> None:
    repo.commit({"docs/README.md": "one\n", "docs/b.md": "two\nthree\n"})
    repo.git("branch", "base")
    repo.git("mv", "docs", "pages")
    repo.commit({"pages/b.md": "two\nthree\n4\n"})
    assert seen(Refs("base", folder=repo.path)) == {
        "pages/README.md": (b"one\n", b"one\n", "docs/README.md"),
        "pages/b.md": (b"two\nthree\n", b"two\nthree\n4\n", "docs/b.md"),
    }


def test_a_renamed_file_may_have_had_a_name_that_is_not_covered(repo: Repo, seen: Callable[..., Any]) -> None:
    repo.git("branch", "base")
    repo.git("mv", "README.md", "list.md")
    repo.commit()
    assert seen(Refs("base", folder=repo.path), lambda path: path == "list.md") == {
        "list.md": (OLD, OLD, "README.md")
    }
    assert seen(Refs("base", folder=repo.path), lambda path: path == "README.md") == {
        "README.md": (OLD, None)
    }


def test_listing_is_the_head(pull: Repo) -> None:
    found = Refs("main", "pull", pull.path).listing(lambda path: path.endswith(".md"))
    assert list(found) == [Version("README.md", NEW)]


def test_a_missing_object_is_an_error(pull: Repo, seen: Callable[..., Any]) -> None:
    oid = pull.git("rev-parse", "pull:README.md")
    (pull.path / ".git/objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(SourceError, match=rf"README\.md: object {oid} is missing; run 'git fsck'"):
        seen(Refs("main", "pull", pull.path))
