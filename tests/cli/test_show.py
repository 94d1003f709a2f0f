"""What these commands print is tested where it is made, and by `test_cli` from outside."""

from __future__ import annotations

import json
import subprocess
from argparse import Namespace
from pathlib import Path

import pytest

from rowcheck.cli import options as command_line
from rowcheck.cli import show
from rowcheck.errors import UsageError
from rowcheck.inference import settings_text
from rowcheck.settings import contract

ROOT = Path(__file__).parents[2]


def test_every_schema_there_is_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    show.schema(Namespace(name=None))
    names = capsys.readouterr().out.split()
    assert sorted(names) == sorted(path.name.split(".")[0] for path in (ROOT / "schema").rglob("*.json"))
    for name in names:
        assert show.schema(Namespace(name=name)) == 0
        assert json.loads(capsys.readouterr().out) == json.loads(contract.shipped(name))


def test_editors_are_told_of_the_schema_that_is_there() -> None:
    """By an address below the project's own, which the package names; the path is that of this checkout."""
    base, _, path = settings_text.SCHEMA.partition("/main/")
    assert base == "https://raw.githubusercontent.com/rowcheck/rowcheck"
    assert (ROOT / path).read_text(encoding="utf-8") == contract.shipped("config")


@pytest.mark.parametrize("shell", command_line.SHELLS)
def test_a_script_for_each_shell(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert show.completion(Namespace(shell=shell)) == 0
    said = capsys.readouterr().out
    assert said.endswith("\n")
    assert "leftover-marker" in said
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=said, text=True, check=True)


def test_a_rule_that_is_none_is_no_fault_of_ours() -> None:
    with pytest.raises(UsageError, match=r"^there is no rule 'ordre'; did you mean 'order'\?$"):
        show.explain(Namespace(rule="ordre"))
