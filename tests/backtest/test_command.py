from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from backtest_past import COMMAND, CONFIG, Past, people
from rowcheck.settings import schemas

LAST_OF_ALL = people("Ada", "Cy", "Bob")
"""A list with its last row out of place."""


def validator() -> Draft202012Validator:
    registry: Registry[Any] = Registry().with_resources(
        (f"{name}.schema.json", Resource.from_contents(json.loads(schemas.shipped(name))))
        for name in ("backtest", "report")
    )
    return Draft202012Validator({"$ref": "backtest.schema.json"}, registry=registry)


def as_json(past: Past, *arguments: str) -> dict[str, Any]:
    done = past.run("--format", "json", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    validator().validate(found)
    return found


def rules(found: dict[str, Any]) -> dict[str, list[str]]:
    """The rules that spoke, by what they spoke of."""
    return {
        one["name"]: sorted({finding["rule"] for finding in one["report"]["findings"]})
        for one in found["contributions"]
    }


@pytest.fixture
def pulls(past: Past) -> Past:
    """Four pull requests: 1 is good and squashed, 2 is bad and merged, 3 is bad, 4 changes no list."""
    past.configure()
    start, second = past.line(people("Ada", "Cy"), people("Ada", "Bob", "Cy"))
    past.pull(1, start, past.commit({"README.md": people("Ada", "Bob", "Cy")}, start))
    bad = past.commit({"README.md": people("Ada", "Bob", "Di", "Cy")}, second, title="Add Di")
    past.point("refs/heads/main", past.commit({"README.md": people("Ada", "Bob", "Di", "Cy")}, second, bad))
    past.pull(2, second, bad)
    past.pull(3, start, past.commit({"README.md": people("Ada", "Cy", "Bea")}, start))
    past.pull(4, start, past.commit({"code.py": "print()\n"}, start))
    return past


def test_a_history_is_replayed_under_the_settings_of_the_work_tree(past: Past) -> None:
    past.configure()
    past.line(people("Ada", "Cy"), LAST_OF_ALL, people("Ada", "Cy", "Bob", "Di"))
    done = past.run()
    assert (done.returncode, done.stderr) == (0, "")
    first, *rest = done.stdout.splitlines()
    assert first.startswith("2 commits replayed in ")
    assert first.endswith(" s: the history of HEAD, under rowcheck.yml")
    (name,) = [line.split()[0] for line in rest if "2024-02-01" in line]
    assert rest == [
        "2 change the list, 1 (50.0 %) has findings",
        "2 rows added, 2 checked; 0 older faults left alone",
        "",
        "rule   commits   share",
        "order        1  50.0 %",
        f"  {name} 2024-02-01 README.md:7:1: 'Bob' belongs above 'Cy' (line 6)",
    ]


def test_settings_that_the_history_had_do_not_count(past: Past) -> None:
    (start,) = past.line("files: []\n", path="rowcheck.yml")
    first = past.commit({"README.md": people("Ada", "Cy")}, start)
    past.point("refs/heads/main", past.commit({"README.md": LAST_OF_ALL}, first))
    past.configure()
    assert list(rules(as_json(past)).values()) == [[], ["order"]]


def test_a_list_that_was_renamed_is_not_new(past: Past) -> None:
    past.configure()
    *_, second = past.line(people("Ada", "Cy"), LAST_OF_ALL)
    past.point("refs/heads/main", past.commit({"README.md": None, "list.md": LAST_OF_ALL}, second))
    found = as_json(past)
    assert list(rules(found).values()) == [["order"], []]
    assert found["contributions"][1]["report"]["counts"]["added"] == 0


def test_without_settings_there_are_defaults(past: Past) -> None:
    past.line(people("Ada"), people("Ada") + "| Bob |\n")
    found = as_json(past)
    assert (found["settings"], list(rules(found).values())) == (None, [["row-shape"]])


def test_settings_can_be_named_with_schemas_beside_them(past: Past, tmp_path: Path) -> None:
    past.line(people("Ada"), people("Ada", "Bob"))
    folder = tmp_path / "tried"
    folder.mkdir()
    (folder / "mine.yml").write_text(
        "tables:\n  people:\n    match: {columns: [Name]}\n    row: row.json\n", encoding="utf-8"
    )
    (folder / "row.json").write_text('{"properties": {"Year": {"enum": ["1843"]}}}', encoding="utf-8")
    found = as_json(past, "--config", str(folder / "mine.yml"))
    assert list(rules(found).values()) == [["row-schema"]]


def test_pull_requests_are_replayed(pulls: Past) -> None:
    found = as_json(pulls, "--refs", "refs/pulls/*")
    assert rules(found) == {"#1": [], "#2": ["order"], "#3": ["order"], "#4": []}
    assert [one["merged"] for one in found["contributions"]] == [True, True, False, False]
    assert found["rules"] == [{"rule": "order", "contributions": 2, "merged": 1, "findings": 2}]
    assert found["totals"] == {
        "asked": 4,
        "replayed": 4,
        "not_replayed": 0,
        "listed": 3,
        "flagged": 2,
        "not_checked": 0,
        "merged": 2,
    }


def test_a_table_of_those_merged_is_believed(pulls: Past, tmp_path: Path) -> None:
    (tmp_path / "merged.txt").write_text("3\n", encoding="utf-8")
    found = as_json(pulls, "--refs", "refs/pulls/*", "--merged", str(tmp_path / "merged.txt"))
    assert [one["merged"] for one in found["contributions"]] == [False, False, True, False]


def test_what_was_merged_is_the_example(pulls: Past) -> None:
    lines = pulls.run("--refs", "refs/pulls/*").stdout.splitlines()
    assert lines[-2:] == [
        "order              2  50.0 %       1",
        "  #2 2024-01-01 (merged) README.md:7:1: 'Di' belongs below 'Cy' (line 8)",
    ]


def test_one_rule_is_shown_with_its_rows(pulls: Past) -> None:
    lines = pulls.run("--refs", "refs/pulls/*", "--show", "order").stdout.splitlines()
    assert [line.strip() for line in lines if "| " in line] == ["| Di | 1815 |", "| Bea | 1815 |"]
    assert pulls.run("--refs", "refs/pulls/*", "--show", "row-shape").stdout.endswith(
        "'row-shape' said nothing\n"
    )


def test_the_number_of_processes_changes_nothing(pulls: Past) -> None:
    one, two = (as_json(pulls, "--refs", "refs/pulls/*", "--jobs", jobs) for jobs in "12")
    assert one | {"seconds": 0} == two | {"seconds": 0}


def test_a_bare_repository_is_replayed_under_its_own_settings(past: Past) -> None:
    (start,) = past.line(CONFIG, path="rowcheck.yml")
    first = past.commit({"README.md": people("Ada", "Cy")}, start)
    past.point("refs/heads/main", past.commit({"README.md": LAST_OF_ALL}, first))
    past.git("config", "core.bare", "true")
    assert list(rules(as_json(past)).values()) == [[], ["order"]]


def test_a_pull_request_that_cannot_be_replayed_is_never_lost(pulls: Past) -> None:
    pulls.pull(5, pulls.git("rev-parse", "HEAD"), pulls.commit({"README.md": people("Zoe")}))
    done = pulls.run("--refs", "refs/pulls/*")
    assert done.returncode == 2
    assert "1 could not be replayed" in done.stdout
    assert "  #5 2024-01-01 has no commit in common with its base\n" in done.stdout
    assert (
        json.loads(pulls.run("--refs", "refs/pulls/*", "--format", "json").stdout)["totals"]["not_replayed"]
        == 1
    )


def test_what_could_not_be_checked_is_told(past: Past) -> None:
    past.configure()
    past.line(people("Ada"), people("Ada") + "\n| Other |\n| --- |\n| Bob |\n")
    lines = past.run().stdout.splitlines()
    assert lines[1].endswith(", 1 not checked in full")
    assert lines[-1].endswith(" 2024-02-01 no table in the settings has its table's columns")


def test_the_page_is_written_whole(pulls: Past, tmp_path: Path) -> None:
    page = tmp_path / "said.html"
    done = pulls.run("--refs", "refs/pulls/*", "--html", str(page))
    assert (done.returncode, done.stdout.count("replayed")) == (0, 1)
    assert page.read_text(encoding="utf-8").endswith("</html>\n")
    assert [path.name for path in tmp_path.iterdir() if "said" in path.name] == ["said.html"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["none"], "git knows no commit 'none'", id="no such branch"),
        pytest.param(["--since", "soon"], "'soon' is no date", id="no date"),
        pytest.param(
            ["--since", "2200"],
            "there is nothing to replay in the history of HEAD since 2200",
            id="too late a date",
        ),
        pytest.param(["--most", "0"], "--most is a number from 1 on, not 0", id="none at all"),
        pytest.param(["--jobs", "-1"], "--jobs is a number from 1 on, not -1", id="fewer than no processes"),
        pytest.param(["--refs", "refs/none/*"], "no ref fits 'refs/none/*'", id="no such refs"),
        pytest.param(["--merged", "a.tsv"], "--merged goes with --refs", id="what nobody asked for"),
        pytest.param(["--show", "spelling"], "there is no rule 'spelling'", id="no such rule"),
        pytest.param(["--html", "none/a.html"], "none/a.html: cannot be written: there", id="no such folder"),
        pytest.param(["--config", "none.yml"], "none.yml: cannot be read", id="no such settings"),
    ],
)
def test_what_cannot_be_done_is_said(pulls: Past, arguments: list[str], said: str) -> None:
    done = pulls.run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"rowcheck: {said}")


def test_there_must_be_a_repository_with_a_past(past: Past, tmp_path: Path) -> None:
    assert past.run().stderr.startswith("rowcheck: HEAD has no commit yet")
    done = subprocess.run([COMMAND, "backtest"], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, b"is not in a git repository" in done.stderr) == (2, True)


def test_a_shallow_clone_is_to_be_deepened(past: Past) -> None:
    past.line(*(people(*"ABCDE"[:n]) for n in range(1, 6)))
    past.git("clone", "--quiet", "--depth=3", f"file://{past.path}", "shallow")
    shallow = Past(past.path / "shallow")
    done = shallow.run()
    assert (done.returncode, "git fetch --unshallow" in done.stderr) == (2, True)
    assert shallow.run("--most", "2").returncode == 0


@dataclass
class OnTerminal:
    """The command with its standard error on a terminal."""

    process: subprocess.Popen[str]
    terminal: int
    drawn: bytes = b""

    def read(self, until: bytes | None = None) -> None:
        """Read what is drawn, to its end or until something is."""
        while until is None or until not in self.drawn:
            try:
                self.drawn += os.read(self.terminal, 65_536)
            except OSError:  # how Linux says that the other side is closed
                return


@contextmanager
def on_terminal(past: Past, *arguments: str) -> Iterator[OnTerminal]:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [COMMAND, "backtest", *arguments],
        cwd=past.path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=_heed_ctrl_c,
        encoding="utf-8",
    ) as process:
        os.close(theirs)
        yield OnTerminal(process, ours)
    os.close(ours)


def _heed_ctrl_c() -> None:
    """Whoever runs the tests in the background has shells ignore it, and what is ignored is inherited."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_a_bar_is_drawn_on_a_terminal(pulls: Past) -> None:
    with on_terminal(pulls, "--refs", "refs/pulls/*") as running:
        running.read()
        running.process.communicate(timeout=60)
    assert running.process.returncode == 0
    assert b"replaying pull requests" in running.drawn
    assert b"4/4" in running.drawn


def test_what_is_known_is_told_when_somebody_presses_ctrl_c(past: Past) -> None:
    past.configure()
    first, second = past.line(people("Ada"), people("Ada", "Bob"))
    given = "".join(
        f"create refs/pulls/{number}/base {first}\ncreate refs/pulls/{number}/head {second}\n"
        for number in range(1, 3_000)
    )
    past.git("update-ref", "--stdin", given=given)
    with on_terminal(past, "--refs", "refs/pulls/*", "--jobs", "2") as running:
        running.read(until=b" 1/2999")
        os.killpg(running.process.pid, signal.SIGINT)
        running.read()
        shown, _ = running.process.communicate(timeout=60)
    assert running.process.returncode == 130
    assert b"Traceback" not in running.drawn
    assert b"rowcheck: interrupted; this is what is known so far" in running.drawn
    assert "interrupted: 2," in shown.splitlines()[1]
