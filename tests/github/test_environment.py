from __future__ import annotations

from pathlib import Path

import pytest

from rowcheck.errors import RowcheckError
from rowcheck.github import events
from rowcheck.model import Report


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "event.json").write_text("{}", encoding="utf-8")
    return {
        "GITHUB_EVENT_NAME": "push",
        "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
        "GITHUB_REPOSITORY": "lists/awesome",
        "GITHUB_TOKEN": "ghs_x",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"GITHUB_EVENT_NAME": ""}, "GITHUB_EVENT_NAME is not set", id="no event"),
        pytest.param({"GITHUB_TOKEN": ""}, "GITHUB_TOKEN is not set", id="no token"),
        pytest.param({"GITHUB_TOKEN": "\n"}, "GITHUB_TOKEN is not a token", id="a token of nothing"),
        pytest.param({"GITHUB_TOKEN": "ghs_x\nghs_y"}, "GITHUB_TOKEN is not a token", id="two tokens"),
        pytest.param({"GITHUB_TOKEN": "…"}, "GITHUB_TOKEN is not a token", id="what stands for a token"),
        pytest.param({"GITHUB_API_URL": "ftp://x"}, "'ftp://x'; it must be an address", id="another scheme"),
        pytest.param({"GITHUB_API_URL": "https://"}, "it must be an address like", id="no host"),
        pytest.param({"GITHUB_REPOSITORY": "awesome"}, "must be 'owner/name'", id="no owner"),
        pytest.param({"GITHUB_REPOSITORY": "a/../b"}, "must be 'owner/name'", id="a path"),
        pytest.param({"ROWCHECK_TIMEOUT": "soon"}, "'soon'; it must be a number of seconds", id="no number"),
        pytest.param({"ROWCHECK_TIMEOUT": "0"}, "from 1 to 600", id="no time at all"),
        pytest.param({"GITHUB_EVENT_PATH": "/nowhere"}, "cannot be read", id="no payload"),
    ],
)
def test_what_is_missing_is_told(given: dict[str, str], change: dict[str, str], words: str) -> None:
    with pytest.raises(RowcheckError, match=words):
        events.read_environment(given | change)


@pytest.mark.parametrize("text", ["", "[]", "{", "3"])
def test_a_payload_that_is_none(given: dict[str, str], tmp_path: Path, text: str) -> None:
    (tmp_path / "event.json").write_text(text, encoding="utf-8")
    with pytest.raises(RowcheckError, match="GITHUB_EVENT_PATH"):
        events.read_environment(given)


def test_the_token_of_the_command_line_tool_will_do(given: dict[str, str]) -> None:
    assert events.read_environment(given | {"GITHUB_TOKEN": "", "GH_TOKEN": "ghp_y"}).token == "ghp_y"


def test_the_line_end_of_a_pasted_token_does_not_count(given: dict[str, str]) -> None:
    assert events.read_environment(given | {"GITHUB_TOKEN": "ghs_x\r\n"}).token == "ghs_x"


def test_a_summary_is_added_to_what_earlier_steps_wrote(given: dict[str, str], tmp_path: Path) -> None:
    read = events.read_environment(given)
    read.write_summary("one")
    read.write_summary("two\ud800")
    assert (tmp_path / "summary.md").read_text(encoding="utf-8") == "one\ntwo\\ud800\n"


def test_a_summary_stays_below_what_github_takes(given: dict[str, str], tmp_path: Path) -> None:
    read = events.read_environment(given)
    read.write_summary("x" * 1_000_000)
    read.write_summary("y" * 1_000_000)
    assert (tmp_path / "summary.md").stat().st_size == 1_000_001


def test_outputs_are_added(given: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a=b\n", encoding="utf-8")
    events.read_environment(given).write_outputs(Report())
    assert (tmp_path / "output").read_text(encoding="utf-8").startswith("a=b\nverdict=passed\nerrors=0\n")
