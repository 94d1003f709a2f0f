"""The command line. Most tests start a process; those of hostile input run in this one, for speed."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rowcheck import rules
from rowcheck.cli import main
from rowcheck.model import Counts

COMMAND = Path(sysconfig.get_path("scripts"), "rowcheck")

TABLE = "| Name | Size |\n| --- | --- |\n| Ant | S |\n"
GOOD = f"{TABLE}| Bee | S |\n"
BAD = f"{TABLE}| Bee |\n"
STRICT = "tables: {animals: {row: {properties: {Size: {enum: [S, M]}}}}}\n"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with several versions of a list."""
    for name, text in (("old.md", TABLE), ("good.md", GOOD), ("bad.md", BAD), ("none.md", "No table.\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Run the command in the folder, as on a new machine."""

    def ran(*arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
        kept = ("PATH", "SYSTEMROOT", "COVERAGE_PROCESS_START")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        environment |= {"HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
        environment["GIT_CEILING_DIRECTORIES"] = str(folder.parent)
        done = subprocess.run(
            [COMMAND, *arguments],
            cwd=folder,
            env=environment,
            input=given,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert "Traceback" not in done.stderr
        return done

    return ran


@pytest.fixture
def git(folder: Path) -> Callable[..., None]:
    """Run git in the folder, with an identity of its own."""
    who = ["-c", "user.name=A Curator", "-c", "user.email=curator@example.org", "-c", "commit.gpgsign=false"]

    def ran(*arguments: str) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        subprocess.run(["git", *who, *arguments], cwd=folder, env=clean, capture_output=True, check=True)

    return ran


@pytest.fixture
def list_of(folder: Path, git: Callable[..., None]) -> Callable[..., None]:
    """Commit README.md with a text; create the repository if there is none."""

    def committed(text: str) -> None:
        if not (folder / ".git").exists():
            git("init", "--quiet", "--initial-branch=main")
            git("add", "--all")
        (folder / "README.md").write_text(text, encoding="utf-8")
        git("add", "README.md")
        git("commit", "--quiet", "--message=Change the list")

    return committed


@pytest.mark.parametrize(
    ("arguments", "status", "expected"),
    [
        pytest.param(["diff", "old.md", "good.md"], 0, "passed", id="no finding"),
        pytest.param(["diff", "old.md", "bad.md"], 1, "row-shape", id="a finding"),
        pytest.param(["diff", "old.md", "old.md"], 0, "", id="nothing changed"),
        pytest.param(["diff", os.devnull, "good.md"], 0, "2 rows added", id="a new file"),
        pytest.param(["diff", "none.md", "good.md"], 0, "2 rows added", id="a first table"),
        pytest.param(["tables", "old.md"], 0, "Name | Size", id="tables as text"),
        pytest.param(["tables", "none.md"], 0, "no table", id="a file without tables"),
        pytest.param(["rules"], 0, "row-shape", id="the rules"),
        pytest.param(["explain", "row-shape"], 0, "GitHub fills a short row", id="one rule in full"),
        pytest.param(["schema"], 0, "config\n", id="the schemas' names"),
        pytest.param(["schema", "paper"], 0, '"$schema"', id="one schema"),
        pytest.param(["--version"], 0, "rowcheck ", id="the version"),
        pytest.param(["--help"], 0, "Exit status", id="the help"),
    ],
)
def test_output(run: Run, arguments: list[str], status: int, expected: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (status, "")
    assert expected in done.stdout


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param([], "usage: rowcheck", id="no command"),
        pytest.param(["chek"], "invalid choice: 'chek'", id="an unknown command"),
        pytest.param(["diff", "old.md"], "required: AFTER", id="one file instead of two"),
        pytest.param(["diff", "-", "-"], "standard input", id="standard input twice"),
        pytest.param(["diff", "old.md", "gone.md"], "'gone.md' cannot be read", id="a missing file"),
        pytest.param(["diff", "old.md", "."], "cannot be read", id="a folder instead of a file"),
        pytest.param(["tables", "gone.md"], "gone.md: cannot be read", id="tables of a missing file"),
        pytest.param(["explain", "row-shap"], "there is no rule 'row-shap'", id="an unknown rule"),
        pytest.param(["schema", "pape"], "there is no schema 'pape'", id="an unknown schema"),
        pytest.param(["schema", "../pyproject"], "there is no schema", id="a path instead of a schema"),
        pytest.param(["check"], "is not in a git repository", id="no repository"),
        pytest.param(["check", "--staged"], "is not in a git repository", id="no index"),
        pytest.param(["check", "--base", "main"], "is not in a git repository", id="no commits"),
        pytest.param(["check", "--staged", "--base", "main"], "exclude each other", id="--staged and --base"),
        pytest.param(["check", "--head", "main"], "--head goes with --base", id="a head without a base"),
        pytest.param(
            ["diff", "old.md", "bad.md", "--config", "gone.yml"],
            "gone.yml: cannot be read: No such file",
            id="a missing settings file",
        ),
        pytest.param(
            ["diff", "old.md", "bad.md", "--output", "gone/report"],
            "gone/report: cannot be written: No such file",
            id="a report in a missing folder",
        ),
        pytest.param(
            ["diff", "old.md", "bad.md", "--output", "old.md/report"],
            "old.md/report: cannot be written: Not a directory",
            id="a report in a file instead of a folder",
        ),
        pytest.param(
            ["diff", "old.md", "bad.md", "--output", "."],
            ".: cannot be written: Is a directory",
            id="a folder instead of a report",
        ),
        pytest.param(
            ["diff", "old.md", "bad.md", "--output", ""],
            "cannot be written",
            id="an empty name for the report",
        ),
    ],
)
def test_exit_status_2(run: Run, arguments: list[str], expected: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert expected in done.stderr


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param("rules: {ordre: off}", "wrong.yml:1: there is no rule 'ordre'", id="a rule misspelt"),
        pytest.param(
            "colums: 1\nrules: 2\n", "wrong.yml:1: key 'colums' is unknown", id="two errors at once"
        ),
        pytest.param("a: [", "wrong.yml:1: this is not valid YAML", id="invalid YAML"),
        pytest.param("[" * 5000, "wrong.yml:1:", id="deep nesting"),
        pytest.param("tables: {t: {row: papre}}", "there is no file 'papre'", id="a row schema misspelt"),
        pytest.param(f"tables: {{t: {{row: {'a' * 300}}}}}", "aaa", id="a very long name of a row schema"),
        pytest.param(
            "tables: {t: {row: {properties: {A: {pattern: '(?=a)'}}}}}",
            "wrong.yml:1: ",
            id="a pattern that cannot run in linear time",
        ),
    ],
)
def test_wrong_settings(run: Run, folder: Path, settings: str, expected: str) -> None:
    (folder / "wrong.yml").write_text(settings, encoding="utf-8")
    done = run("diff", "old.md", "bad.md", "--config", "wrong.yml")
    assert (done.returncode, done.stdout) == (2, "")
    assert expected in done.stderr


def test_settings_are_found_beside_the_list(run: Run, folder: Path) -> None:
    (folder / "rowcheck.yml").write_text(STRICT.replace("S, M", "L"), encoding="utf-8")
    done = run("diff", "old.md", "good.md")
    assert done.returncode == 1
    assert "row-schema" in done.stdout


def test_a_file_in_utf16_is_not_checked(run: Run, folder: Path) -> None:
    (folder / "wide.md").write_bytes(GOOD.encode("utf-16"))
    checked, shown = run("diff", "old.md", "wide.md"), run("tables", "wide.md", "old.md")
    assert (checked.returncode, shown.returncode) == (2, 2)
    assert "is UTF-16 text; save it as UTF-8" in checked.stdout
    assert "wide.md: is UTF-16 text; save it as UTF-8" in shown.stderr
    assert "old.md:1-3" in shown.stdout


def test_either_file_may_be_standard_input(run: Run) -> None:
    assert run("diff", "-", "bad.md", given=TABLE).returncode == 1
    assert run("diff", "old.md", "-", given=GOOD).returncode == 0


def test_tables_as_json_have_a_line_per_file(run: Run) -> None:
    done = run("tables", "--format", "json", "old.md", "bad.md", "none.md")
    old, bad, none = map(json.loads, done.stdout.splitlines())
    assert [row["line"] for row in old["tables"][0]["rows"]] == [3]
    assert [cell["text"] for cell in bad["tables"][0]["rows"][1]["cells"]] == ["Bee", ""]
    assert none == {"path": "none.md", "tables": []}


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "rdjson", "markdown"])
def test_every_format_has_the_finding(run: Run, form: str) -> None:
    done = run("diff", "old.md", "bad.md", "--format", form)
    assert done.returncode == 1
    assert "there is no cell for" in done.stdout
    if form in ("json", "sarif", "rdjson"):
        json.loads(done.stdout)


def test_a_report_file_is_replaced_and_no_other_file_is_left(run: Run, folder: Path) -> None:
    (folder / "report.json").write_text("old", encoding="utf-8")
    before = {path.name for path in folder.iterdir()}
    done = run("diff", "old.md", "bad.md", "--format", "json", "--output", "report.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))["verdict"] == "failed"
    assert {path.name for path in folder.iterdir()} == before


def test_a_report_is_written_to_the_target_of_a_symbolic_link(run: Run, folder: Path) -> None:
    (folder / "link.txt").symlink_to("report.txt")
    assert run("rules", "--output", "link.txt").returncode == 0
    assert (folder / "link.txt").is_symlink()
    assert "row-shape" in (folder / "report.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["--fix", "--diff"])
def test_a_file_that_cannot_be_fixed_is_named(
    run: Run, folder: Path, list_of: Callable[..., None], word: str
) -> None:
    list_of(TABLE + "| Bee | S |\n| Cat | M |\n| Dog | L |\n| Elk | L |\n| Fox | M |\n")
    data = (folder / "README.md").read_bytes() + b"| Gn\xfc | L\n"
    (folder / "README.md").write_bytes(data)
    done = run("check", word)
    assert done.stderr == "README.md cannot be fixed: some of its bytes are not UTF-8; save it as UTF-8\n"
    assert (folder / "README.md").read_bytes() == data


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize(
    ("command", "status", "expected"),
    [
        pytest.param("rules >/dev/full", 2, "standard output cannot be written: No space", id="a full disk"),
        pytest.param(
            "rules --output /dev/full", 2, "/dev/full: cannot be written: No space", id="a full file"
        ),
        pytest.param("rules >&-", 2, "standard output is closed", id="no output"),
        pytest.param("diff - old.md <&-", 2, "standard input is closed", id="no input"),
        pytest.param("diff old.md bad.md 2>&-", 1, "", id="findings without an error output"),
        pytest.param("diff old.md not.md 2>&-", 2, "", id="an error without an error output"),
    ],
)
def test_streams_that_cannot_be_read_or_written(
    folder: Path, command: str, status: int, expected: str
) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$0" {command}', str(COMMAND)], cwd=folder, capture_output=True, check=False, text=True
    )
    assert done.returncode == status
    assert done.stderr.startswith(f"rowcheck: {expected}" if expected else "")
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_report_can_be_written_to_a_named_pipe(run: Run, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with subprocess.Popen(["cat", "pipe"], cwd=folder, stdout=subprocess.PIPE) as reader:
        assert run("rules", "--output", "pipe").returncode == 0
        assert reader.stdout is not None
        assert b"row-shape" in reader.stdout.read()
    assert (folder / "pipe").is_fifo()


def test_a_closed_pipe_prints_no_error(folder: Path) -> None:
    rows = "".join(f"| {number} |\n" for number in range(50_000))
    (folder / "long.md").write_text(TABLE + rows, encoding="utf-8")
    with subprocess.Popen(
        [COMMAND, "tables", "long.md"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        command.stdout.readline()
        command.stdout.close()
        assert command.stderr.read() == b""


def test_no_colour_without_a_terminal(run: Run) -> None:
    assert "\x1b" not in run("diff", "old.md", "bad.md").stdout


def test_the_work_tree_is_checked_against_the_last_commit(
    run: Run, folder: Path, list_of: Callable[..., None]
) -> None:
    list_of(TABLE)
    assert run("check").returncode == 0
    (folder / "README.md").write_text(BAD, encoding="utf-8")
    done = run("check")
    assert (done.returncode, done.stdout.splitlines()[0].startswith("README.md:4")) == (1, True)


def test_staged_changes_are_checked_without_the_work_tree(
    run: Run, folder: Path, list_of: Callable[..., None], git: Callable[..., None]
) -> None:
    list_of(TABLE)
    (folder / "README.md").write_text(BAD, encoding="utf-8")
    assert run("check", "--staged").returncode == 0
    git("add", "README.md")
    (folder / "README.md").write_text(GOOD, encoding="utf-8")
    assert run("check", "--staged").returncode == 1


def test_a_branch_is_compared_with_its_merge_base(
    run: Run, list_of: Callable[..., None], git: Callable[..., None]
) -> None:
    list_of(TABLE)
    git("checkout", "--quiet", "-b", "new")
    list_of(BAD)
    git("checkout", "--quiet", "main")
    list_of(TABLE.replace("Ant | S", "Ant |"))
    assert run("check", "--base", "main", "--head", "new").returncode == 1
    assert run("check", "--base", "new", "--head", "main").returncode == 0
    assert run("check", "--base", "nowhere").returncode == 2


def test_only_the_given_files_are_checked(run: Run, folder: Path, list_of: Callable[..., None]) -> None:
    list_of(TABLE)
    (folder / "README.md").write_text(BAD, encoding="utf-8")
    (folder / "good.md").write_text(GOOD, encoding="utf-8")
    assert run("check", "README.md").returncode == 1
    assert run("check", "good.md").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(("check", "good.md"), "1 row added", id="a file named explicitly is checked"),
        pytest.param(
            ("check", "--all", "good.md"), "2 rows", id="a file named explicitly is checked with --all"
        ),
        pytest.param(("check", "."), "nothing to check", id="in a folder, the settings decide"),
        pytest.param(("hook", "good.md"), "nothing to check", id="in a hook, the settings decide"),
    ],
)
def test_a_file_that_the_settings_exclude(
    run: Run,
    folder: Path,
    list_of: Callable[..., None],
    git: Callable[..., None],
    arguments: list[str],
    expected: str,
) -> None:
    (folder / "rowcheck.yml").write_text("files: [README.md]\n", encoding="utf-8")
    (folder / "good.md").write_text(TABLE, encoding="utf-8")
    list_of(TABLE)
    (folder / "good.md").write_text(GOOD, encoding="utf-8")
    if arguments[0] == "hook":
        git("add", "good.md")
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert expected in done.stdout


@pytest.mark.parametrize("options", [(), ("--all",), ("--staged",)], ids=" ".join)
def test_a_misspelt_file_is_an_error(
    run: Run, list_of: Callable[..., None], options: tuple[str, ...]
) -> None:
    list_of(TABLE)
    done = run("check", *options, "REDME.md")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no 'REDME.md'" in done.stderr


def test_every_row_is_checked_with_all(run: Run, list_of: Callable[..., None]) -> None:
    list_of(BAD)
    assert run("check").returncode == 0
    assert run("check", "--all", "README.md").returncode == 1


def test_settings_of_the_head_are_not_used(
    run: Run, folder: Path, list_of: Callable[..., None], git: Callable[..., None]
) -> None:
    """A pull request must not be able to switch off the rule that it breaks."""
    list_of(TABLE)
    git("checkout", "--quiet", "-b", "new")
    (folder / "rowcheck.yml").write_text("rules: {row-shape: off}\n", encoding="utf-8")
    git("add", "rowcheck.yml")
    list_of(BAD)
    assert run("check", "--base", "main").returncode == 1


# Hostile input, in this process: each of hundreds of inputs must end with an exit status.


@pytest.fixture
def _collecting() -> Iterator[None]:
    """Enable the garbage collector again, which the command disables."""
    yield
    gc.enable()


MARKS = """
|·a·|·b·|N |·-·|·-·|N |---|N | N NN ···· T >· -· 1.· ```N <!-- --> <br>N #·hN ===N ---N [x](y) [x]:·yN
\\| ` ** R RN 0 <<<<<<<·HEADN =======N >>>>>>>·xN +|·a·|N |||||||·xN é 日 &#124; <div>N
"""
KEYS = """
tables: rules: files: waivers: order row: match: columns: t: a off 1 · ·· N N·· N···· -· { } [ ]
,· :· &x· *x !!int· ' " |N #
"""


def made_of(marks: str) -> st.SearchStrategy[bytes]:
    """Return texts of marks and any characters; N, R, T, 0 and the dot in `marks` are invisible."""
    unseen = str.maketrans({"N": "\n", "R": "\r", "T": "\t", "0": "\0", "·": " "})
    pieces = st.sampled_from([mark.translate(unseen) for mark in marks.split()]) | st.text(max_size=4)
    return st.lists(pieces, max_size=30).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))


MARKDOWN = made_of(MARKS) | st.binary(max_size=60)
YAML = made_of(KEYS) | st.binary(max_size=60)
in_one_folder = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])


def run_in_process(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> None:
    status = main.main([str(argument) for argument in arguments])
    assert status in (0, 1, 2)
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.usefixtures("_collecting")
@in_one_folder
@given(before=MARKDOWN, after=MARKDOWN)
@example(before=b"", after=b"\xff\xfe")
@example(before=b"| a |\n| - |\n|\n", after=b"| a |\n| - |\n| \xff |\n")
def test_any_bytes_as_a_list(
    folder: Path, capsys: pytest.CaptureFixture[str], before: bytes, after: bytes
) -> None:
    one, other = folder / "before.md", folder / "after.md"
    one.write_bytes(before)
    other.write_bytes(after)
    run_in_process(capsys, "diff", one, other, "--config", empty(folder))
    run_in_process(capsys, "diff", other, one, "--config", empty(folder), "--format", "json")
    run_in_process(capsys, "tables", other)


@pytest.mark.usefixtures("_collecting")
@in_one_folder
@given(config=YAML)
def test_any_bytes_as_settings(folder: Path, capsys: pytest.CaptureFixture[str], config: bytes) -> None:
    (folder / "any.yml").write_bytes(config)
    run_in_process(capsys, "diff", folder / "old.md", folder / "bad.md", "--config", folder / "any.yml")


@pytest.mark.parametrize("rule", rules.IDS)
def test_every_rule_is_explained(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["explain", rule]) == 0
    gc.enable()
    assert rule in capsys.readouterr().out


SEEDS = Path(__file__).parents[3] / "shared" / "corpus" / "seeds"
seeds = sorted(Path(os.environ.get("ROWCHECK_CORPUS", SEEDS.parent), "seeds").glob("*.txt"))


@pytest.mark.skipif(len(seeds) != 2, reason="the two seed documents are not here")
def test_the_seeds(run: Run, folder: Path) -> None:
    """An outline without a table, and a list of ten tables in which one row has no closing pipe."""
    outline, full = (path.read_bytes() for path in seeds)
    (folder / "outline.md").write_bytes(outline)
    (folder / "full.md").write_bytes(full)
    assert "outline.md: no table" in run("tables", "outline.md").stdout
    tables = json.loads(run("tables", "--format", "json", "full.md").stdout)["tables"]
    assert (len(tables), sum(len(table["rows"]) for table in tables)) == (10, 97)

    first = outline + b"\n| Dataset | Year |\n| --- | --- |\n| MNIST | 1998 |\n"
    (folder / "first.md").write_bytes(first)
    done = run("diff", "outline.md", "first.md")
    assert (done.returncode, "1 row added" in done.stdout) == (0, True)
    done = run("diff", os.devnull, "full.md", "--format", "json")
    assert json.loads(done.stdout)["counts"] == asdict(Counts(added=97, checked=97))


def empty(folder: Path) -> Path:
    """Return an empty settings file, so that the settings of the current folder are not used."""
    path = folder / "empty.yml"
    path.touch()
    return path


@pytest.mark.parametrize(
    ("words", "out", "err"),
    [
        pytest.param([], ["row-shape", "failed: 1 error"], [], id="by default"),
        pytest.param(["--quiet"], ["row-shape"], [], id="quiet: only findings"),
        pytest.param(
            ["--verbose"],
            ["row-shape", "failed: 1 error"],
            [
                "there are no settings",
                "bad.md was read: 2 rows in 1 table",
                "row-schema is off: no table has settings for it",
                "reading took ",
                "all of it took ",
            ],
            id="verbose: what was read, on standard error",
        ),
    ],
)
def test_quiet_and_verbose(run: Run, words: list[str], out: list[str], err: list[str]) -> None:
    done = run("diff", "old.md", "bad.md", *words)
    assert ("failed: " in done.stdout) == ("failed: 1 error" in out)
    assert [part for part in out if part not in done.stdout] == []
    assert [part for part in err if f"rowcheck: {part}" not in done.stderr] == []
    assert bool(err) == bool(done.stderr)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param([], "fixed 1 finding in README.md\n", id="fixes are reported"),
        pytest.param(["--quiet"], "", id="fixes are not reported with --quiet"),
    ],
)
def test_fixing(
    run: Run, list_of: Callable[..., None], folder: Path, words: list[str], expected: str
) -> None:
    list_of(TABLE + "".join(f"| {name} | S |\n" for name in ("Bee", "Cat", "Dog", "Eel")))
    with (folder / "README.md").open("a", encoding="utf-8") as stream:
        stream.write("|Fox|S|\n")
    done = run("check", "--fix", *words)
    assert (done.returncode, done.stderr) == (0, expected)
    assert (folder / "README.md").read_text(encoding="utf-8").endswith("| Fox | S |\n")


def test_nothing_to_check_with_verbose_and_quiet(run: Run, list_of: Callable[..., None]) -> None:
    list_of(TABLE)
    assert "rowcheck: nothing was read: no file of the list has changed\n" in run("check", "-v").stderr
    assert run("check", "-q").stdout == ""


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        pytest.param({}, False, id="no terminal"),
        pytest.param({"FORCE_COLOR": "1"}, True, id="FORCE_COLOR"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="NO_COLOR wins over FORCE_COLOR"),
    ],
)
def test_colour_by_environment(folder: Path, environment: dict[str, str], coloured: bool) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_COLOR")}
    command = [COMMAND, "diff", "old.md", "bad.md"]
    done = subprocess.run(command, cwd=folder, env=kept | environment, capture_output=True, check=False)
    assert (b"\x1b[" in done.stdout) is coloured


@pytest.mark.parametrize(
    ("words", "status"),
    [
        pytest.param(["--select", "row-shape"], 1, id="the rule is selected"),
        pytest.param(["--select", "order, row-shape"], 1, id="the rule is one of several"),
        pytest.param(["--select", "order", "--select", "row-shape"], 1, id="the option is repeated"),
        pytest.param(["--select", "order"], 0, id="another rule is selected"),
        pytest.param(["--ignore", "row-shape"], 0, id="the rule is ignored"),
        pytest.param(["--select", "row-shape", "--ignore", "row-shape"], 0, id="ignored and selected"),
        pytest.param(["--exit-zero"], 0, id="findings do not fail"),
        pytest.param(["--config", "off.yml"], 0, id="the settings turn the rule off"),
        pytest.param(
            ["--config", "off.yml", "--select", "row-shape"], 1, id="a rule that is off is selected"
        ),
        pytest.param(["--config", "warn.yml"], 0, id="a warning does not fail"),
        pytest.param(["--config", "warn.yml", "--strict"], 1, id="a warning fails"),
        pytest.param(["--config", "unfit.yml", "--ignore", "row-shape"], 0, id="a warning of settings"),
        pytest.param(
            ["--config", "unfit.yml", "--ignore", "row-shape", "--strict"],
            1,
            id="a warning of settings fails",
        ),
    ],
)
def test_the_rules_and_the_exit_status_of_one_run(
    run: Run, folder: Path, words: list[str], status: int
) -> None:
    (folder / "off.yml").write_text("rules: {row-shape: off}", encoding="utf-8")
    (folder / "warn.yml").write_text("rules: {row-shape: warning}", encoding="utf-8")
    (folder / "unfit.yml").write_text("tables: {t: {match: {columns: [Nmae]}}}", encoding="utf-8")
    assert run("diff", "old.md", "bad.md", *words).returncode == status


def test_the_rule_to_select_must_exist(run: Run) -> None:
    done = run("diff", "old.md", "bad.md", "--select", "ordre")
    assert (done.returncode, done.stderr) == (
        2,
        "rowcheck: there is no rule 'ordre'; did you mean 'order'?\n",
    )


def test_settings_that_fit_nothing_are_reported_in_every_run(
    run: Run, folder: Path, list_of: Callable[..., None]
) -> None:
    (folder / "rowcheck.yml").write_text("tables: {t: {match: {columns: [Nmae]}}}", encoding="utf-8")
    list_of(TABLE)
    done = run("check", "-q")
    message = "the entry 't' applies to no table of the list: none has a column 'Nmae'; did you mean 'Name'?"
    assert (done.returncode, done.stderr) == (0, f"rowcheck: warning: rowcheck.yml:1: {message}\n")
    (folder / "rowcheck.yml").write_text("files: READM.md", encoding="utf-8")
    done = run("check")
    assert done.returncode == 2
    assert (
        "rowcheck.yml:1: no file of the repository matches 'READM.md'; did you mean 'README.md'?"
        in done.stderr
    )


def test_settings_are_validated_and_their_tables_printed(
    run: Run, folder: Path, list_of: Callable[..., None]
) -> None:
    settings = folder / "rowcheck.yml"
    settings.write_text(
        "files: README.md\ntables:\n  animals: {match: {columns: [Name]}}\n", encoding="utf-8"
    )
    list_of(f"{TABLE}\n| Other |\n| --- |\n")
    done = run("settings")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "rowcheck.yml: no errors\nREADME.md:1: 'animals' (Name, Size)\nREADME.md:5: no entry (Other)\n"
    )
    with settings.open("a", encoding="utf-8") as stream:
        stream.write("  plants: {match: {columns: [Plant]}}\n")
    message = "the entry 'plants' applies to no table of the list: none has a column 'Plant'"
    done = run("settings", "rowcheck.yml", "--strict")
    assert (done.returncode, done.stderr) == (1, f"rowcheck: warning: rowcheck.yml:4: {message}\n")
    settings.write_text("files: [READM.md]\nrules: {order: of}\n", encoding="utf-8")
    done = run("settings")
    assert (done.returncode, "rowcheck.yml:2: 'order' must be" in done.stderr) == (2, True)
    settings.write_text("files: [READM.md]\n", encoding="utf-8")
    done = run("settings")
    assert (done.returncode, "rowcheck.yml:1: no file of the repository matches" in done.stderr) == (2, True)
    settings.unlink()
    done = run("settings")
    assert (done.returncode, "there are no settings" in done.stderr) == (2, True)


BROKEN = f"{TABLE}| Bee |\n"


@pytest.fixture
def monorepo(folder: Path, list_of: Callable[..., None]) -> Path:
    """A repository with a list at the top and one in a folder, each with settings of its own."""
    (folder / "pages").mkdir()
    (folder / "rowcheck.yml").write_text("files: README.md\nrules: {row-shape: off}\n", encoding="utf-8")
    (folder / "pages/rowcheck.yml").write_text("files: list.md\n", encoding="utf-8")
    (folder / "pages/list.md").write_text(TABLE, encoding="utf-8")
    (folder / "pages/other.md").write_text(TABLE, encoding="utf-8")
    list_of(TABLE)
    for name in ("README.md", "pages/list.md", "pages/other.md"):
        (folder / name).write_text(BROKEN, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("words", "paths", "added"),
    [
        pytest.param([], ["pages/list.md"], 2, id="the nearest settings apply to a file"),
        pytest.param(["--staged"], [], 0, id="nothing is staged"),
        pytest.param(
            ["--config", "pages/rowcheck.yml"], ["pages/list.md"], 1, id="named settings in a folder"
        ),
        pytest.param(["pages/other.md"], ["pages/other.md"], 1, id="a file that the settings leave out"),
        pytest.param(["--all", "--select", "row-shape"], ["README.md", "pages/list.md"], 4, id="every row"),
    ],
)
def test_nested_settings(run: Run, monorepo: Path, words: list[str], paths: list[str], added: int) -> None:
    done = run("check", "--format", "json", *words)
    report = json.loads(done.stdout)
    assert [finding["path"] for finding in report["findings"]] == paths, done.stderr
    assert (report["counts"]["added"], done.returncode) == (added, 1 if paths else 0)


def test_nested_settings_are_validated(run: Run, monorepo: Path) -> None:
    done = run("settings")
    assert done.stdout == (
        "rowcheck.yml: no errors\nREADME.md:1: no entry (Name, Size)\n"
        "pages/rowcheck.yml: no errors\npages/list.md:1: no entry (Name, Size)\n"
    )
    (monorepo / "pages/rowcheck.yml").write_text("files: lst.md\n", encoding="utf-8")
    done = run("check")
    message = "pages/rowcheck.yml:1: no file of the repository matches 'lst.md'; did you mean 'list.md'?"
    assert (done.returncode, message in done.stderr) == (2, True)


def test_an_audit_of_nested_lists(run: Run, monorepo: Path) -> None:
    done = run("audit", "--select", "row-shape", "--format", "json", "--patches", "fixes")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert run("check", "--fix", "-v").returncode == 1
