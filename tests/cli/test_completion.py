"""What the scripts complete is asked of bash itself, as a TAB asks it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from rowcheck.cli import completion
from rowcheck.cli import options as command_line
from rowcheck.rules import IDS

WORDS = {"RULE": sorted(IDS), "NAME": ["config", "report"]}
ASK = """\
source "$1"; shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
_shtab_rowcheck rowcheck "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


def script(shell: str) -> str:
    return completion.script(command_line.parser(), shell, WORDS)


@pytest.mark.parametrize("shell", command_line.SHELLS)
def test_every_shell_knows_all_commands_and_rules(shell: str) -> None:
    made = script(shell)
    assert [name for name in (*command_line.COMMANDS, *IDS) if name not in made] == []


PARSE = {"bash": ["-n"], "zsh": ["-n"], "fish": ["--no-execute"]}


@pytest.mark.parametrize("shell", [shell for shell in command_line.SHELLS if shutil.which(shell)])
def test_the_shell_can_read_it(shell: str, tmp_path: Path) -> None:
    """Where it is installed; bash is."""
    (tmp_path / "script").write_text(script(shell), encoding="utf-8")
    done = subprocess.run([shell, *PARSE[shell], tmp_path / "script"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(["ch"], {"check"}, id="a command"),
        pytest.param([""], set(command_line.COMMANDS), id="all commands"),
        pytest.param(["explain", "row-s"], {"row-schema", "row-shape", "row-style"}, id="rules"),
        pytest.param(["backtest", "--show", "or"], {"order"}, id="a rule of an option"),
        pytest.param(["schema", ""], {"config", "report"}, id="schemas"),
        pytest.param(["check", "--st"], {"--staged"}, id="an option"),
        pytest.param(["check", "--format", "s"], {"sarif"}, id="a value of an option"),
        pytest.param(["check", "READ"], {"README.md"}, id="a file"),
        pytest.param(["review", "--cache", "d"], {"docs"}, id="a folder"),
        pytest.param(["completion", ""], set(command_line.SHELLS), id="shells"),
    ],
)
def test_bash_completes(words: list[str], expected: set[str], tmp_path: Path) -> None:
    (tmp_path / "script").write_text(script("bash"), encoding="utf-8")
    (tmp_path / "README.md").touch()
    (tmp_path / "docs").mkdir()
    command = ["bash", "--norc", "-c", ASK, "bash", "./script", "rowcheck", *words]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, encoding="utf-8")
    assert {word.rstrip(" /") for word in done.stdout.split("\n")} - {""} >= expected
