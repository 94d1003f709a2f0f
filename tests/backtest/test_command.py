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

from backtest_repository import COMMAND, CONFIG, Repository, people
from rowcheck.settings import contract

LAST_ROW_MISPLACED = people("Ada", "Cy", "Bob")


def validator() -> Draft202012Validator:
    registry: Registry[Any] = Registry().with_resources(
        (f"{name}.schema.json", Resource.from_contents(json.loads(contract.shipped(name))))
        for name in ("backtest", "report")
    )
    return Draft202012Validator({"$ref": "backtest.schema.json"}, registry=registry)


def as_json(repository: Repository, *arguments: str) -> dict[str, Any]:
    done = repository.run("--format", "json", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    report: dict[str, Any] = json.loads(done.stdout)
    validator().validate(report)
    return report


def rules(report: dict[str, Any]) -> dict[str, list[str]]:
    """Return the rules with findings by the name of the contribution."""
    return {
        entry["name"]: sorted({finding["rule"] for finding in entry["report"]["findings"]})
        for entry in report["contributions"]
    }


@pytest.fixture
def pulls(repository: Repository) -> Repository:
    """1 is squashed, 2 is merged and has a finding, 3 has a finding, 4 changes another file."""
    repository.configure()
    start, second = repository.line(people("Ada", "Cy"), people("Ada", "Bob", "Cy"))
    repository.pull(1, start, repository.commit({"README.md": people("Ada", "Bob", "Cy")}, start))
    bad = repository.commit({"README.md": people("Ada", "Bob", "Di", "Cy")}, second, title="Add Di")
    repository.point(
        "refs/heads/main", repository.commit({"README.md": people("Ada", "Bob", "Di", "Cy")}, second, bad)
    )
    repository.pull(2, second, bad)
    repository.pull(3, start, repository.commit({"README.md": people("Ada", "Cy", "Bea")}, start))
    repository.pull(4, start, repository.commit({"code.py": "print()\n"}, start))
    return repository


def test_a_history_is_replayed_under_the_settings_of_the_work_tree(repository: Repository) -> None:
    repository.configure()
    repository.line(people("Ada", "Cy"), LAST_ROW_MISPLACED, people("Ada", "Cy", "Bob", "Di"))
    done = repository.run()
    assert (done.returncode, done.stderr) == (0, "")
    first, *rest = done.stdout.splitlines()
    assert first.startswith("2 commits replayed in ")
    assert first.endswith(" s: the history of HEAD, under rowcheck.yml")
    (name,) = [line.split()[0] for line in rest if "2024-02-01" in line]
    assert rest == [
        "2 change the list, 1 (50.0 %) has findings",
        "2 rows added, 2 checked; 0 older findings ignored",
        "",
        "rule   commits   share",
        "order        1  50.0 %",
        f"  {name} 2024-02-01 README.md:7:1: 'Bob' belongs above 'Cy' (line 6)",
    ]


def test_settings_of_the_history_are_ignored(repository: Repository) -> None:
    (start,) = repository.line("files: []\n", path="rowcheck.yml")
    first = repository.commit({"README.md": people("Ada", "Cy")}, start)
    repository.point("refs/heads/main", repository.commit({"README.md": LAST_ROW_MISPLACED}, first))
    repository.configure()
    assert list(rules(as_json(repository)).values()) == [[], ["order"]]


def test_the_rows_of_a_renamed_list_are_not_added(repository: Repository) -> None:
    repository.configure()
    *_, second = repository.line(people("Ada", "Cy"), LAST_ROW_MISPLACED)
    repository.point(
        "refs/heads/main", repository.commit({"README.md": None, "list.md": LAST_ROW_MISPLACED}, second)
    )
    report = as_json(repository)
    assert list(rules(report).values()) == [["order"], []]
    assert report["contributions"][1]["report"]["counts"]["added"] == 0


def test_without_settings_the_default_rules_are_used(repository: Repository) -> None:
    repository.line(people("Ada"), people("Ada") + "| Bob |\n")
    report = as_json(repository)
    assert (report["settings"], list(rules(report).values())) == (None, [["row-shape"]])


def test_config_names_settings_with_row_schemas_beside_them(repository: Repository, tmp_path: Path) -> None:
    repository.line(people("Ada"), people("Ada", "Bob"))
    folder = tmp_path / "tried"
    folder.mkdir()
    (folder / "mine.yml").write_text(
        "tables:\n  people:\n    match: {columns: [Name]}\n    row: row.json\n", encoding="utf-8"
    )
    (folder / "row.json").write_text('{"properties": {"Year": {"enum": ["1843"]}}}', encoding="utf-8")
    report = as_json(repository, "--config", str(folder / "mine.yml"))
    assert list(rules(report).values()) == [["row-schema"]]


def test_pull_requests_are_replayed(pulls: Repository) -> None:
    report = as_json(pulls, "--refs", "refs/pulls/*")
    assert rules(report) == {"#1": [], "#2": ["order"], "#3": ["order"], "#4": []}
    assert [entry["merged"] for entry in report["contributions"]] == [True, True, False, False]
    assert report["rules"] == [{"rule": "order", "contributions": 2, "merged": 1, "findings": 2}]
    assert report["totals"] == {
        "asked": 4,
        "replayed": 4,
        "not_replayed": 0,
        "listed": 3,
        "flagged": 2,
        "not_checked": 0,
        "merged": 2,
    }


def test_merged_names_the_merged_pull_requests(pulls: Repository, tmp_path: Path) -> None:
    (tmp_path / "merged.txt").write_text("3\n", encoding="utf-8")
    report = as_json(pulls, "--refs", "refs/pulls/*", "--merged", str(tmp_path / "merged.txt"))
    assert [entry["merged"] for entry in report["contributions"]] == [False, False, True, False]


def test_the_example_is_from_a_merged_pull_request(pulls: Repository) -> None:
    lines = pulls.run("--refs", "refs/pulls/*").stdout.splitlines()
    assert lines[-2:] == [
        "order              2  50.0 %       1",
        "  #2 2024-01-01 (merged) README.md:7:1: 'Di' belongs below 'Cy' (line 8)",
    ]


def test_one_rule_is_shown_with_its_rows(pulls: Repository) -> None:
    lines = pulls.run("--refs", "refs/pulls/*", "--show", "order").stdout.splitlines()
    assert [line.strip() for line in lines if "| " in line] == ["| Di | 1815 |", "| Bea | 1815 |"]
    assert pulls.run("--refs", "refs/pulls/*", "--show", "row-shape").stdout.endswith(
        "'row-shape' has no findings\n"
    )


def test_the_result_does_not_depend_on_the_number_of_processes(pulls: Repository) -> None:
    single, double = (as_json(pulls, "--refs", "refs/pulls/*", "--jobs", jobs) for jobs in "12")
    assert single | {"seconds": 0} == double | {"seconds": 0}


def test_a_bare_repository_is_replayed_under_its_own_settings(repository: Repository) -> None:
    (start,) = repository.line(CONFIG, path="rowcheck.yml")
    first = repository.commit({"README.md": people("Ada", "Cy")}, start)
    repository.point("refs/heads/main", repository.commit({"README.md": LAST_ROW_MISPLACED}, first))
    repository.git("config", "core.bare", "true")
    assert list(rules(as_json(repository)).values()) == [[], ["order"]]


def test_a_pull_request_that_cannot_be_replayed_is_named(pulls: Repository) -> None:
    pulls.pull(5, pulls.git("rev-parse", "HEAD"), pulls.commit({"README.md": people("Zoe")}))
    done = pulls.run("--refs", "refs/pulls/*")
    assert done.returncode == 2
    assert "1 could not be replayed" in done.stdout
    assert "  #5 2024-01-01 has no commit in common with its base\n" in done.stdout
    assert (
        json.loads(pulls.run("--refs", "refs/pulls/*", "--format", "json").stdout)["totals"]["not_replayed"]
        == 1
    )


def test_what_could_not_be_checked_is_named(repository: Repository) -> None:
    repository.configure()
    repository.line(people("Ada"), people("Ada") + "\n| Other |\n| --- |\n| Bob |\n")
    lines = repository.run().stdout.splitlines()
    assert lines[1].endswith(", 1 not checked in full")
    assert lines[-1].endswith(" 2024-02-01 no table in the settings has its table's columns")


def test_the_page_is_written_without_a_leftover_file(pulls: Repository, tmp_path: Path) -> None:
    page = tmp_path / "backtest.html"
    done = pulls.run("--refs", "refs/pulls/*", "--html", str(page))
    assert (done.returncode, done.stdout.count("replayed")) == (0, 1)
    assert page.read_text(encoding="utf-8").endswith("</html>\n")
    assert [path.name for path in tmp_path.iterdir() if "backtest" in path.name] == ["backtest.html"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["none"], "git has no commit 'none'", id="no such branch"),
        pytest.param(["--since", "soon"], "'soon' is not a date", id="not a date"),
        pytest.param(
            ["--since", "2200"],
            "there is nothing to replay in the history of HEAD since 2200",
            id="a date in the future",
        ),
        pytest.param(["--most", "0"], "--most must be at least 1, not 0", id="no contribution"),
        pytest.param(["--jobs", "-1"], "--jobs must be at least 1, not -1", id="no process"),
        pytest.param(["--refs", "refs/none/*"], "no ref matches 'refs/none/*'", id="no such refs"),
        pytest.param(["--merged", "a.tsv"], "--merged needs --refs", id="merged without refs"),
        pytest.param(["--show", "spelling"], "there is no rule 'spelling'", id="no such rule"),
        pytest.param(["--html", "none/a.html"], "none/a.html: cannot be written: its", id="no such folder"),
        pytest.param(["--config", "none.yml"], "none.yml: cannot be read", id="no such settings"),
    ],
)
def test_wrong_arguments_are_an_error(pulls: Repository, arguments: list[str], message: str) -> None:
    done = pulls.run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"rowcheck: {message}")


def test_there_must_be_a_repository_with_a_commit(repository: Repository, tmp_path: Path) -> None:
    assert repository.run().stderr.startswith("rowcheck: HEAD has no commit yet")
    done = subprocess.run([COMMAND, "backtest"], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, b"is not in a git repository" in done.stderr) == (2, True)


def test_a_shallow_clone_must_contain_the_window(repository: Repository) -> None:
    repository.line(*(people(*"ABCDE"[:n]) for n in range(1, 6)))
    repository.git("clone", "--quiet", "--depth=3", f"file://{repository.path}", "shallow")
    shallow = Repository(repository.path / "shallow")
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
        """Read what is drawn, to the end or until it contains `until`."""
        while until is None or until not in self.drawn:
            try:
                self.drawn += os.read(self.terminal, 65_536)
            except OSError:  # how Linux says that the other side is closed
                return


@contextmanager
def on_terminal(repository: Repository, *arguments: str) -> Iterator[OnTerminal]:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [COMMAND, "backtest", *arguments],
        cwd=repository.path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=_accept_sigint,
        encoding="utf-8",
    ) as process:
        os.close(theirs)
        yield OnTerminal(process, ours)
    os.close(ours)


def _accept_sigint() -> None:
    """Undo that a shell ignores SIGINT for background jobs, which child processes inherit."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_a_progress_bar_is_drawn_on_a_terminal(pulls: Repository) -> None:
    with on_terminal(pulls, "--refs", "refs/pulls/*") as running:
        running.read()
        running.process.communicate(timeout=60)
    assert running.process.returncode == 0
    assert b"replaying pull requests" in running.drawn
    assert b"4/4" in running.drawn


def test_ctrl_c_ends_the_replay_with_a_report_of_what_was_replayed(repository: Repository) -> None:
    repository.configure()
    first, second = repository.line(people("Ada"), people("Ada", "Bob"))
    given = "".join(
        f"create refs/pulls/{number}/base {first}\ncreate refs/pulls/{number}/head {second}\n"
        for number in range(1, 3_000)
    )
    repository.git("update-ref", "--stdin", given=given)
    with on_terminal(repository, "--refs", "refs/pulls/*", "--jobs", "2") as running:
        running.read(until=b" 1/2999")
        os.killpg(running.process.pid, signal.SIGINT)
        running.read()
        shown, _ = running.process.communicate(timeout=60)
    assert running.process.returncode == 130
    assert b"Traceback" not in running.drawn
    assert b"rowcheck: interrupted; the report covers what was replayed until now" in running.drawn
    assert "interrupted: 2," in shown.splitlines()[1]
