from __future__ import annotations

from backtest_past import CONFIG, Past, people
from rowcheck.backtest.between import Between, differences, patch
from rowcheck.sources.base import FileChange, Version


def test_many_differences_come_of_one_command(past: Past) -> None:
    first, second, third = past.line(people("Ada"), people("Bob"), people("Cy"))
    renamed = past.commit({"README.md": None, "a b.md": people("Ada")}, first)
    merge = past.commit({"README.md": people("Cy")}, second, third)
    pairs = [
        (first, second),
        (second, second),
        (first, third),
        (first, renamed),
        (second, merge),
        (first, third),
    ]
    found = [[entry.path for entry in entries] for entries in differences(past.store, pairs)]
    one = ["README.md"]
    assert found == [one, [], one, ["README.md", "a b.md"], one, one]


def test_none_are_asked_of_nobody(past: Past) -> None:
    assert list(differences(past.store, [])) == []


def test_a_source_gives_both_versions(past: Past) -> None:
    first, second = past.line(people("Ada"), people("Bob"))
    (entries,) = differences(past.store, [(first, second)])
    source = Between(past.store, second, entries)
    before, after = people("Ada").encode(), people("Bob").encode()
    assert list(source.changes(lambda path: True)) == [FileChange("README.md", before, after)]
    assert list(source.listing(lambda path: True)) == [Version("README.md", after)]
    assert source.selects("README.md")


def test_settings_are_those_of_the_work_tree(past: Past) -> None:
    past.commit({"rowcheck.yml": "files: [old.md]\n"})
    past.configure()
    assert Between(past.store).trusted("rowcheck.yml") == CONFIG
    assert Between(past.store).trusted("none.yml") is None


def test_settings_of_a_bare_repository_are_those_of_its_head(past: Past) -> None:
    past.line(CONFIG, path="rowcheck.yml")
    past.git("config", "core.bare", "true")
    assert Between(past.store).trusted("rowcheck.yml") == CONFIG


def test_a_patch_begins_with_its_first_hunk(past: Past) -> None:
    first, second = past.line(people("Ada"), people("Ada", "Bob"))
    assert patch(past.store, first, second, "README.md").splitlines()[-1] == "+| Bob | 1815 |"
    assert patch(past.store, first, second, "README.md").startswith("@@ -3,3 +3,4 @@")
    assert patch(past.store, first, second, "none.md") == ""
