"""The real command in a repository of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

COMMAND = Path(sysconfig.get_path("scripts"), "rowcheck")
LIST = """\
# Animals

## Ants

| Name | Size |
| --- | --- |
| [Fire](https://ants.example/fire) | S |
| [Weaver](https://ants.example/weaver) |

| [Lost](https://ants.example/lost) | S |

## Bees

| Name | Size |
| --- | --- |
| [Honey](https://bees.example/honey) | S |
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs `rowcheck audit` in a repository whose list has not changed."""
    (tmp_path / "README.md").write_text(LIST, encoding="utf-8")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    clean |= {"HOME": str(tmp_path)}
    who = ["-c", "user.name=A Curator", "-c", "user.email=curator@example.org"]
    for command in (["init", "--quiet"], ["add", "."], [*who, "commit", "--quiet", "--message=List"]):
        subprocess.run(["git", *who, *command], cwd=tmp_path, env=clean, check=True)

    def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [COMMAND, "audit", *arguments],
            cwd=tmp_path,
            env=clean,
            capture_output=True,
            check=False,
            text=True,
        )
        assert "Traceback" not in done.stderr
        return done

    return ran


def test_findings_are_counted_by_rule_and_by_table(run: Run) -> None:
    done = run()
    assert done.returncode == 1
    assert done.stdout == (
        "3 rows of 2 tables in 1 file: 2 findings on 2 lines\n"
        "\n"
        "rule       severity  findings  lines  tables  have a fix\n"
        "row-shape  error            1      1       1           0\n"
        "stray-row  error            1      1       1           1\n"
        "\n"
        "table           line  rows  findings\n"
        "Animals › Ants     5     2  row-shape 1, stray-row 1\n"
        "\n"
        "'rowcheck audit --patches DIR' writes a patch for each section that has fixes\n"
    )


def test_verbose_names_what_was_read(run: Run) -> None:
    plain, loud = run(), run("--verbose")
    assert (loud.stdout, loud.returncode) == (plain.stdout, plain.returncode)
    assert plain.stderr == ""
    assert "rowcheck: there are no settings\nrowcheck: README.md was read: 3 rows in 2 tables" in loud.stderr


def test_the_json_has_the_same_counts(run: Run) -> None:
    debt = json.loads(run("--format", "json").stdout)
    assert debt["counts"] == {
        "files": 1,
        "tables": 2,
        "rows": 3,
        "faulty_lines": 2,
        "faults": 2,
        "not_checked": 0,
    }
    assert [rule["rule"] for rule in debt["rules"]] == ["row-shape", "stray-row"]
    assert debt["tables"][0]["faults"] == {"row-shape": 1, "stray-row": 1}


def test_a_clean_list_passes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(LIST[LIST.index("## Bees") :], encoding="utf-8")
    done = run()
    assert (done.returncode, done.stdout) == (0, "1 row of 1 table in 1 file: no findings\n")


def test_patches_are_written_to_a_new_folder_and_apply(run: Run, tmp_path: Path) -> None:
    done = run("--patches", "fixes", "--quiet")
    assert done.stdout.endswith("1 patch for 1 finding: git apply fixes/*.patch\n")
    subprocess.run(["git", "apply", "fixes/1-ants.patch"], cwd=tmp_path, check=True)
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == LIST.replace("\n\n| [Lost]", "\n| [Lost]")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_a_patch_fits_the_bytes_of_its_file(run: Run, tmp_path: Path, mark: bytes) -> None:
    text = LIST[LIST.index("| Name") : LIST.index("## Bees")]
    (tmp_path / "README.md").write_bytes(mark + text.encode())
    run("--patches", "fixes")
    (patch,) = (tmp_path / "fixes").iterdir()
    subprocess.run(["git", "apply", patch], cwd=tmp_path, check=True)
    assert (tmp_path / "README.md").read_bytes() == mark + text.replace("\n\n| [Lost]", "\n| [Lost]").encode()


def test_a_file_with_undecodable_bytes_gets_no_patch(run: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes(LIST.encode().replace(b"Honey", b"H\xf6ney"))
    assert run("--patches", "fixes").stdout.endswith("\nno finding has a fix, so there is no patch\n")
    assert not (tmp_path / "fixes").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("NONE.md",), "there is no 'NONE.md'", id="a missing file"),
        pytest.param(("--patches", "."), "'.' is not empty", id="a folder that is not empty"),
        pytest.param(
            ("--patches", "README.md"), "'README.md' cannot be written to", id="a file instead of a folder"
        ),
        pytest.param(("--config", "none.yml"), "none.yml: cannot be read", id="missing settings"),
    ],
)
def test_it_cannot_run(run: Run, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == LIST
