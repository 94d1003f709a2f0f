"""The commands in the README run and print what it shows.

A `console` block has commands after `$ ` and their output below; a line `…` stands for any lines, and a
command without output below it may print anything. Each section starts in the folder `your-list` with the
example's list: branch `main` has the list, branch `papers` and pull request 1 at `origin` add to it.
`$EDITOR` adds a row with two mistakes.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

import pytest

from release import Released, clean

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "vision-language-models"
README = ROOT / "README.md"

ELSEWHERE = ("make ",)
"""Commands that CI runs separately."""

EDITOR = """\
import sys
from pathlib import Path
path = Path(sys.argv[1])
row = "| [CLIP](https://arxiv.org/pdf/2103.00020v1) | ICML 2021 | [code](https://github.com/openai/CLIP) |"
lines = path.read_text(encoding="utf-8").splitlines()
lines.insert(next(at for at, line in enumerate(lines) if "2103.00020" in line) + 1, row)
path.write_text("\\n".join(lines) + "\\n", encoding="utf-8")
"""


class Command(NamedTuple):
    """A command and its output as the README shows it."""

    line: str
    shown: tuple[str, ...]


def sections(text: str) -> dict[str, list[Command]]:
    """Return the commands of each section that has any."""
    found: dict[str, list[Command]] = {}
    for part in re.split(r"^## ", text, flags=re.MULTILINE):
        title = part.partition("\n")[0]
        for block in re.findall(r"^```console\n(.*?)^```$", part, re.MULTILINE | re.DOTALL):
            for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                line, _, shown = piece.rstrip("\n").partition("\n")
                if not line.startswith(ELSEWHERE):
                    found.setdefault(title, []).append(Command(line, tuple(filter(None, shown.split("\n")))))
    return found


SECTIONS = sections(README.read_text(encoding="utf-8"))


@pytest.mark.parametrize("title", SECTIONS)
def test_a_section_runs(title: str, tmp_path: Path, released: Released) -> None:
    run(SECTIONS[title], tmp_path, released)


def run(commands: list[Command], folder: Path, released: Released) -> None:
    """Run the commands in one shell and compare the output of each with the README."""
    environment = make_list(folder) | released.environment
    script = "".join(f"{command.line}\nprintf '\\n\\036%s\\036' $?\n" for command in commands)
    (folder / "commands.sh").write_text(script, encoding="utf-8")
    done = subprocess.run(
        ["bash", folder / "commands.sh"],
        stdin=subprocess.DEVNULL,
        cwd=folder / "your-list",
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    outputs = done.stdout.split("\x1e")
    assert len(outputs) == 2 * len(commands) + 1, done.stdout
    for command, printed, status in zip(commands, outputs[::2], outputs[1::2], strict=False):
        assert int(status) in (0, 1), f"{command.line}\n{printed}"
        if command.shown:
            lines = [line.rstrip() for line in printed.split("\n") if line.strip()]
            assert agrees(command.shown, lines), f"$ {command.line}\n{printed}"


def agrees(shown: tuple[str, ...], lines: list[str]) -> bool:
    """Return whether the lines match those shown, where `…` matches any number of lines."""
    pattern = "".join(r"(?:.*\n)*" if line == "…" else re.escape(f"{line}\n") for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)) is not None


def make_list(folder: Path) -> dict[str, str]:
    """Create the list and two versions of it as files; return an environment with rowcheck on the path."""
    there = folder / "your-list"
    there.mkdir()
    (folder / "editor.py").write_text(EDITOR, encoding="utf-8")
    scripts = sysconfig.get_path("scripts")
    environment = clean() | {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "EDITOR": f"{sys.executable} {folder / 'editor.py'}",
    }
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["commit", "--quiet", "--allow-empty", "--message=Begin"],
        ["add", "README.md"],
        ["commit", "--quiet", "--message=The list"],
        ["switch", "--quiet", "--create=papers"],
        ["apply", str(EXAMPLE / "pull-request.patch")],
        ["commit", "--quiet", "--all", "--message=Add papers"],
        ["switch", "--quiet", "main"],
        ["clone", "--quiet", "--bare", ".", "../origin.git"],
        ["remote", "add", "origin", "../origin.git"],
        ["push", "--quiet", "origin", "papers:refs/pull/1/head"],
    ):
        if command[0] == "add":
            shutil.copyfile(EXAMPLE / "README.md", there / "README.md")
        subprocess.run(["git", *command], cwd=there, env=environment, check=True)
    (there / ".git" / "info" / "exclude").write_text("before.md\nafter.md\n", encoding="utf-8")
    for name, version in (("before.md", "main"), ("after.md", "papers")):
        with (there / name).open("w", encoding="utf-8") as stream:
            subprocess.run(["git", "show", f"{version}:README.md"], cwd=there, stdout=stream, check=True)
    return environment


@pytest.mark.parametrize(
    ("shown", "printed", "expected"),
    [
        pytest.param(("a", "b"), ["a", "b"], True, id="the same lines"),
        pytest.param(("a",), ["a", "b"], False, id="a line too many"),
        pytest.param(("a", "…", "d"), ["a", "b", "c", "d"], True, id="lines are left out"),
        pytest.param(("a", "…"), ["a"], True, id="no line is left out"),
        pytest.param(("a", "…", "d"), ["a", "b", "c"], False, id="the last line differs"),
    ],
)
def test_agrees(shown: tuple[str, ...], printed: list[str], expected: bool) -> None:
    assert agrees(shown, printed) is expected
