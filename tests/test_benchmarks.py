"""The benchmarks run on small input. The numbers that they measure are not tested."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
HEADER = "| API | Description |\n| --- | --- |\n"
ROW = "| [Ada](https://ada.example) | Engines of analysis |\n"


def run(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, str(BENCHMARKS / script), *map(str, arguments))
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def pulls(tmp_path: Path) -> Path:
    """A repository with two pull requests: one adds a correct row, one adds a row with a missing cell."""
    folder = tmp_path / "list"
    folder.mkdir()

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=Eve", "-c", "user.email=eve@example.org")
        subprocess.run(("git", "-C", str(folder), *who, *arguments), check=True, capture_output=True)

    git("init", "--quiet")
    readme = folder / "README.md"
    for number, added in ((0, ""), (1, "| [Bob](https://bob.example) | Bits |\n"), (2, "| Cy |\n")):
        readme.write_text(HEADER + ROW + added, encoding="utf-8")
        git("add", ".")
        git("commit", "--quiet", "-m", str(number))
        if number == 0:
            git("tag", "start")
            continue
        git("update-ref", f"refs/pulls/{number}/base", "start")
        git("update-ref", f"refs/pulls/{number}/head", "HEAD")
        git("reset", "--quiet", "--hard", "start")
    return folder


def test_speed_prints_a_line_for_each_measure() -> None:
    done = run("speed.py", "--rows", "30", "--times", "1", "--growth", "20", "40")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()[3:]
    assert len(lines) == 14
    assert all(line.endswith(("  met", "  MISSED")) for line in lines)


def test_hostile_markdown_is_timed_at_two_sizes() -> None:
    done = run("hostile.py", "--only", "blank lines")
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1].startswith("2 inputs, ")


def test_a_replay_reports_each_pull_request(pulls: Path, tmp_path: Path) -> None:
    kept, merged = tmp_path / "found.jsonl", tmp_path / "merged.tsv"
    merged.write_text("pull\trows_added\tmerged\tlanded\n1\t1\ty\ty\n2\t1\tn\tn\n", encoding="utf-8")
    done = run("replay.py", pulls, "--merged", merged, "--json", kept, "--sample", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 pull requests: 1 failed, 1 passed" in done.stdout
    assert "2 rows added; 2 checked" in done.stdout
    assert "+| Cy |" in done.stdout
    good, bad = map(json.loads, kept.read_text(encoding="utf-8").splitlines())
    assert good["findings"] == []
    assert {finding["rule"] for finding in bad["findings"]} == {"row-shape"}


def test_a_replay_reads_a_bundle(pulls: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "list.bundle"
    command = ("git", "-C", str(pulls), "bundle", "create", "--quiet", str(bundle), "--all")
    subprocess.run(command, check=True)
    done = run("replay.py", bundle, "--only", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 pull requests: 1 passed" in done.stdout


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        pytest.param("| [Bob](https://b.example) | Bits | No | Yes | No |", "", id="a correct row"),
        pytest.param("| [Bob](https://b.example) | Bits | No |", "3 cells", id="a missing cell"),
        pytest.param("| [Bob](https://b.example) | Bits. | No | Yes | No |", "ends in .", id="a full stop"),
        pytest.param(
            "| [Al](https://b.example) | Bits | No | Yes | No |", "out of order", id="a row out of order"
        ),
        pytest.param(
            "| [Bob](https://ada.example/) | B | No | Yes | No |", "line 3", id="the same URL twice"
        ),
        pytest.param(
            "| [Bob](https://b.example) | Bits | no | Yes | No |",
            "not one of",
            id="a value that is not allowed",
        ),
    ],
)
def test_the_line_validator_reports_problems(tmp_path: Path, row: str, problem: str) -> None:
    readme = tmp_path / "README.md"
    first = "| [An Ada](https://ada.example) | Engines | No | Yes | No |"
    readme.write_text(f"### People\n|---|---|---|---|---|\n{first}\n{row}\n", encoding="utf-8")
    done = run("lines.py", readme)
    assert (done.returncode, done.stderr) == (1 if problem else 0, "")
    assert problem in done.stdout
