"""The README's commands run, one section after the other, and print what it shows.

A block of `console` has commands behind `$ ` and what they print below; a line `…` stands for any lines,
and a command with nothing below it may print what it likes. Each section begins in a folder with a list,
`your-list`, as the example has it: its `main` is the list, which has grown once, its branch `papers` adds to
it, and pull request 1 at its `origin` does the same. `$EDITOR` adds a row with two slips.
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
"""Commands that CI runs by themselves."""

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
    """A command and the lines shown below it."""

    line: str
    shown: tuple[str, ...]


def sections(text: str) -> dict[str, list[Command]]:
    """The commands of each section that has some to run."""
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
    """Runs the commands in one shell, and holds each against what is shown of it."""
    environment = world(folder) | released.environment
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
    said = done.stdout.split("\x1e")
    assert len(said) == 2 * len(commands) + 1, done.stdout
    for command, printed, status in zip(commands, said[::2], said[1::2], strict=False):
        assert int(status) in (0, 1), f"{command.line}\n{printed}"
        if command.shown:
            lines = [line.rstrip() for line in printed.split("\n") if line.strip()]
            assert agrees(command.shown, lines), f"$ {command.line}\n{printed}"


def agrees(shown: tuple[str, ...], lines: list[str]) -> bool:
    """Whether the lines are those shown, where `…` is any number of lines."""
    pattern = "".join(r"(?:.*\n)*" if line == "…" else re.escape(f"{line}\n") for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)) is not None


def world(folder: Path) -> dict[str, str]:
    """Makes the list and two versions of it as files; the environment of somebody who has rowcheck."""
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
    ("shown", "said", "expected"),
    [
        pytest.param(("a", "b"), ["a", "b"], True, id="the very lines"),
        pytest.param(("a",), ["a", "b"], False, id="one too many"),
        pytest.param(("a", "…", "d"), ["a", "b", "c", "d"], True, id="some are left out"),
        pytest.param(("a", "…"), ["a"], True, id="none is left out"),
        pytest.param(("a", "…", "d"), ["a", "b", "c"], False, id="the last is another"),
    ],
)
def test_what_is_shown_has_to_be_said(shown: tuple[str, ...], said: list[str], expected: bool) -> None:
    assert agrees(shown, said) is expected
