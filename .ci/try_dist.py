"""Check the wheel and the source archive for the files they need, and run the installed wheel.

    python .ci/try_dist.py dist

The wheel is installed into an environment of its own; its command runs in a folder with only a list.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]

BEFORE = """\
| Paper | Published in | Code/Project |
| --- | --- | --- |
| [Ada](https://arxiv.org/abs/2401.00001) | CVPR 2024 | - |
"""
AFTER = (
    BEFORE + "| [Bob](https://arxiv.org/abs/2401.00002) | CVPR 2024 | [code](https://github.com/bob/bob) |\n"
)
SETTINGS = """\
tables:
  papers:
    match: {columns: [Paper]}
    row: paper
    order: [{by: Paper, as: title}]
    unique: [{by: Paper.url, as: work}]
"""


def main(folder: Path) -> int:
    (wheel,) = folder.glob("*.whl")
    (archive,) = folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as opened:
        demand(wheel, set(opened.namelist()), wheel_files())
    with tarfile.open(archive) as opened:
        inside = {name.partition("/")[2] for name in opened.getnames()}
        demand(archive, inside, archive_files())
    with TemporaryDirectory() as scratch:
        try_command(wheel.resolve(), Path(scratch))
    print(f"{wheel.name} and {archive.name} are complete, and the command works")
    return 0


def wheel_files() -> set[str]:
    """Return the files of the package and its schemas, as paths in the wheel."""
    code = {path.relative_to(ROOT / "bot").as_posix() for path in tracked("bot")}
    return code | {f"rowcheck/{path.relative_to(ROOT).as_posix()}" for path in tracked("schema")}


def archive_files() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix() for path in tracked("bot", "schema", "tests", "examples", "LICENSE")
    }


def tracked(*places: str) -> list[Path]:
    command = ["git", "ls-files", "-z", *places]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return [ROOT / name for name in done.stdout.split("\0") if name]


def demand(package: Path, inside: set[str], wanted: set[str]) -> None:
    if not wanted or wanted - inside:
        raise SystemExit(f"{package.name} lacks {', '.join(sorted(wanted - inside)) or 'everything'}")


def try_command(wheel: Path, scratch: Path) -> None:
    """Check a list with one wrong row, which needs a schema from the wheel to be found."""
    environment = scratch / "venv"
    venv.create(environment, with_pip=True)
    binaries = environment / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([binaries / "python", "-m", "pip", "install", "--quiet", wheel], check=True)
    work = scratch / "list"
    work.mkdir()
    files = {"before.md": BEFORE, "after.md": AFTER, "rowcheck.yml": SETTINGS}
    for name, text in files.items():
        (work / name).write_text(text, encoding="utf-8")
    command = [str(binaries / "rowcheck"), "diff", "before.md", "after.md", "--config", "rowcheck.yml"]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 1 or "row-schema" not in done.stdout:
        raise SystemExit(f"'rowcheck diff' ended with {done.returncode}:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
