"""Run rowcheck on the example list as on a pull request, and compare the findings with the expected ones.

    python examples/demo.py [FOLDER]

Creates a git repository in FOLDER (default: build/demo): branch `main` has the list, `pull-request` has
pull-request.patch applied. Needs git, and `rowcheck` installed in the environment of the Python that runs
this file. Exits 0 when the findings are those of expected.json, else 1.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent / "vision-language-models"
CHECK = ("check", "--base", "main", "--head", "pull-request")


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else "build/demo")
    make_repository(folder)
    print(f"$ cd {folder}\n$ rowcheck {' '.join(CHECK)}\n", flush=True)
    rowcheck(folder, *CHECK)
    found = findings(rowcheck(folder, *CHECK, "--format", "json", output=subprocess.PIPE))
    expected = json.loads((EXAMPLE / "expected.json").read_text(encoding="utf-8"))
    return verdict(found, {(fault["rule"], fault["line"]) for fault in expected})


def make_repository(folder: Path) -> None:
    """Create the two branches of the example; a repository of an earlier run is replaced."""
    if (folder / ".git").is_dir():
        shutil.rmtree(folder)
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("expected.json", "*.patch"))
    git(folder, "init", "--quiet")
    git(folder, "symbolic-ref", "HEAD", "refs/heads/main")
    commit(folder, "Add the list")
    git(folder, "checkout", "--quiet", "-b", "pull-request")
    git(folder, "apply", str(EXAMPLE / "pull-request.patch"))
    commit(folder, "Add datasets and papers")


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def git(folder: Path, *arguments: str) -> None:
    """Run git without the user's configuration, such as hooks or a signing key."""
    settings = {"user.name": "demo", "user.email": "demo@example.org", "core.autocrlf": "false"}
    options = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
    subprocess.run(["git", *options, *arguments], cwd=folder, env=environment(), check=True)


def rowcheck(folder: Path, *arguments: str, output: int | None = None) -> str:
    command = Path(sys.executable).with_name("rowcheck")
    done = subprocess.run(
        [command, *arguments], cwd=folder, env=environment(), stdout=output, text=True, encoding="utf-8"
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.returncode)
    return done.stdout or ""


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def findings(report: str) -> set[tuple[str, int]]:
    return {(finding["rule"], finding["line"]) for finding in json.loads(report)["findings"]}


def verdict(found: set[tuple[str, int]], expected: set[tuple[str, int]]) -> int:
    for rule, line in sorted(expected - found, key=lambda fault: fault[1]):
        print(f"demo: {rule} should have been found on line {line}", file=sys.stderr)
    for rule, line in sorted(found - expected, key=lambda fault: fault[1]):
        print(f"demo: {rule} on line {line} was not expected", file=sys.stderr)
    if found != expected:
        return 1
    print(f"\ndemo: {len(found)} findings, as expected")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
