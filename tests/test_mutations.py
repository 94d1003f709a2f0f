"""Mutations break rows as they say, and know where the result is an error."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from rowcheck.engine.check import Pair, check
from rowcheck.markdown import documents
from rowcheck.settings.settings import Settings

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
NAMES = [f"{letter}imba" for letter in "ABCDEFGHIJKLMNOPQRSTUV"]
ROWS = [
    f"| [{name}](https://{name.lower()}.example/a/b) | All about {name.lower()} | {2003 + number} "
    f"| {'No' if number % 3 else 'Yes'} |"
    for number, name in enumerate(NAMES)
]
LIST = "\n".join(
    ("# Animals", "", "| API | What | Since | HTTPS |", "| --- | --- | --- | --- |", *ROWS, "", "End.")
)
KIMBA = 5 + NAMES.index("Kimba")
UNSORTED = re.sub(
    r"20[0-9]{2}|All about \w+", "2020", LIST.replace("[Aimba]", "[Zimba]").replace("[Cimba]", "[Yimba]")
)


@pytest.fixture(autouse=True)
def _benchmarks_on_path() -> Iterator[None]:
    sys.path.insert(0, str(BENCHMARKS))
    yield
    sys.path.remove(str(BENCHMARKS))


def mutated(name: str, text: str = LIST, line: int = KIMBA, seed: int = 0):  # type: ignore[no-untyped-def]
    from mutants.catalogue import ALL
    from mutants.target import targets

    target = targets(documents.read("list.md", text))[line]
    make = next(mutation.make for mutation in ALL if mutation.name == name)
    return make(target, Random(seed))


def every_name() -> list[str]:
    sys.path.insert(0, str(BENCHMARKS))
    from mutants.catalogue import NAMES

    sys.path.remove(str(BENCHMARKS))
    return list(NAMES)


@pytest.mark.parametrize("name", every_name())
def test_a_mutation_is_documented(name: str) -> None:
    from mutants.catalogue import ALL

    assert next(mutation.make for mutation in ALL if mutation.name == name).__doc__


@pytest.mark.parametrize("name", every_name())
def test_a_mutation_changes_one_row_only(name: str) -> None:
    for seed in range(4):
        mutant = mutated(name, seed=seed)
        if mutant is not None:
            head = "\n".join(mutant.head)
            kept = [row for row in ROWS if row in head]
            assert len(kept) >= len(ROWS) - 1
            assert mutant.head != mutant.base
            assert set(mutant.base) <= {*LIST.split("\n")}


@pytest.mark.parametrize("name", every_name())
def test_a_mutation_is_the_same_for_the_same_seed(name: str) -> None:
    assert mutated(name, seed=5) == mutated(name, seed=5)


@pytest.mark.parametrize("name", every_name())
def test_a_mutant_that_counts_is_caught_in_a_plain_list(name: str) -> None:
    for seed in range(4):
        mutant = mutated(name, seed=seed)
        if mutant is not None and mutant.counts:
            pair = Pair("list.md", "\n".join(mutant.base), "\n".join(mutant.head))
            assert check([pair], Settings()).findings, "\n".join(mutant.head)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(
            "drop-last-pipe",
            "\n".join(row[:-2] if number % 2 else row for number, row in enumerate(LIST.split("\n"), 1)),
            id="a last pipe that half of the rows do not have",
        ),
        pytest.param("no-padding", LIST.replace("| ", "|").replace(" |", "|"), id="padding that no row has"),
        pytest.param("misplaced-by-many", UNSORTED, id="a place in an unsorted table"),
        pytest.param(
            "unknown-value",
            LIST.replace("| No |", "| No, but |", 1).replace("| No |", "| No? |", 1),
            id="a new word in a column with rare words",
        ),
        pytest.param(
            "listed-in-another-case",
            LIST.replace("[Bimba]", "[Kimba]"),
            id="a name in a list that repeats names",
        ),
    ],
)
def test_a_mutant_that_is_not_an_error_in_its_list_does_not_count(name: str, text: str) -> None:
    for seed in range(4):
        mutant = mutated(name, text, seed=seed)
        assert mutant is None or not mutant.counts


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("drop-last-pipe", "| [Kimba](https://kimba.example/a/b) | All about kimba | 2013 | No"),
        ("drop-first-pipe", "[Kimba](https://kimba.example/a/b) | All about kimba | 2013 | No |"),
        ("indented-by-four", "    | [Kimba](https://kimba.example/a/b) | All about kimba | 2013 | No |"),
        ("space-before-the-address", "| [Kimba] (https://kimba.example/a/b) | All about kimba | 2013 | No |"),
        ("no-parenthesis-closes", "| [Kimba](https://kimba.example/a/b | All about kimba | 2013 | No |"),
        ("no-link-text", "| [](https://kimba.example/a/b) | All about kimba | 2013 | No |"),
        ("the-link-is-missing", "| Kimba | All about kimba | 2013 | No |"),
        ("value-in-another-case", "| [Kimba](https://kimba.example/a/b) | All about kimba | 2013 | nO |"),
        ("tabs-for-pipes", "[Kimba](https://kimba.example/a/b)\tAll about kimba\t2013\tNo"),
    ],
)
def test_a_mutation_gives_this_row(name: str, expected: str) -> None:
    mutant = mutated(name)
    assert (mutant.head[KIMBA - 1], mutant.counts) == (expected, True)


def test_without_a_corpus_the_status_is_2(tmp_path: Path) -> None:
    command = (sys.executable, str(BENCHMARKS / "mutations.py"))
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"ROWCHECK_CORPUS": str(tmp_path / "none")}
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "ROWCHECK_CORPUS" in done.stderr


def test_mutations_of_a_small_corpus(tmp_path: Path) -> None:
    folder = tmp_path / "md" / "ada__Animals"
    folder.mkdir(parents=True)
    (folder / "README.md").write_text(LIST, encoding="utf-8")
    command = (
        sys.executable,
        str(BENCHMARKS / "mutations.py"),
        "--rows",
        "3",
        "--jobs",
        "1",
        "--misses",
        "1",
    )
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"ROWCHECK_CORPUS": str(tmp_path)}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "listed rows with a finding: 0 of 3" in done.stdout
    assert "all together" in done.stdout
