from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from rowcheck.compare.edits import git_patch
from rowcheck.engine import patches
from rowcheck.engine.check import Pair, check
from rowcheck.engine.patches import Patch
from rowcheck.settings.settings import Settings

LIST = """\
# List

## Ants

| Name | Size |
| --- | --- |
| [Fire](https://ants.example/fire) | S |
| [Weaver](https://ants.example/weaver) | S |

| [Lost](https://ants.example/lost) | S |

## Bees

| Name | Size |
| --- | --- |
| [Honey](https://bees.example/honey) | S |

| [Mason](https://bees.example/mason) | S |

## Cats

| Name | Size |
| --- | --- |
| [Tabby](https://cats.example/tabby) | S |
| [Tabby](https://cats.example/tabby) | S |
"""


def patches_of(text: str, path: str = "README.md") -> list[Patch]:
    return list(patches.by_section(Pair(path, None, text), Settings()))


def test_each_section_with_a_fix_has_its_patch() -> None:
    assert [(patch.headings, patch.findings) for patch in patches_of(LIST)] == [
        (("List", "Ants"), 1),
        (("List", "Bees"), 1),
    ]


def test_a_patch_changes_its_section_alone() -> None:
    ants, bees = patches_of(LIST)
    assert ants.after == LIST.replace("\n\n| [Lost]", "\n| [Lost]")
    assert bees.after == LIST.replace("\n\n| [Mason]", "\n| [Mason]")


def test_a_list_without_fixes_has_no_patch() -> None:
    assert patches_of(LIST[LIST.index("## Cats") :]) == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "in reverse order"])
@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("README.md", LIST, id="a plain list"),
        pytest.param("README.md", LIST.replace("\n", "\r\n"), id="lines that end in CRLF"),
        pytest.param("README.md", "\ufeff" + LIST, id="a byte order mark"),
        pytest.param("my list.md", LIST, id="a name with a space"),
        pytest.param("README.md", LIST[:-1], id="no final line end"),
    ],
)
def test_git_applies_the_patches_in_any_order(
    tmp_path: Path, path: str, text: str, order: tuple[int, int]
) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / path).write_bytes(text.encode())
    found = patches_of(text, path)
    for index in order:
        patch = git_patch(path, found[index].before, found[index].after)
        subprocess.run(["git", "apply"], cwd=tmp_path, input=patch.encode(), check=True)
    after = (tmp_path / path).read_bytes().decode()
    report = check([Pair(path, None, after)], Settings())
    assert [finding.rule for finding in report.findings] == ["duplicate"]


def test_files_are_named_by_number_and_section() -> None:
    headings = [("List", "Ants & Bees"), (), ("数据集",), ("!?",), ("long " * 30,)]
    found = [Patch("docs/README.md", path, "", "", 1) for path in headings]
    assert list(patches.file_names(found)) == [
        "1-ants-bees.patch",
        "2-docs-readme-md.patch",
        "3-数据集.patch",
        "4-section.patch",
        f"5-{'long-' * 11}long.patch",
    ]
