"""Write one line for each finding of rowcheck, to compare the findings before and after a change of the code.

    python benchmarks/golden.py FILE                 the stories and the example
    python benchmarks/golden.py FILE --lists         each list of the corpus, as if all its rows were new
    python benchmarks/golden.py FILE --pulls NAME    each pull request of a bundle of the corpus,
                                                     without settings and with configs/NAME.yml

The columns are source, rule, severity, line, column, fingerprint and fix, separated by tabs. The fingerprint
covers path, headings, row and the key of the problem. Messages are left out, so that their wording can
change. With `--check`, FILE is compared with the findings of now, and the lines that differ are printed.

Exit status: 1 where findings differ, 2 without a corpus.
"""

from __future__ import annotations

import argparse
import difflib
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, replace
from functools import partial
from pathlib import Path

import lists
import pulls
from pulls import Pulls

from rowcheck.engine import check
from rowcheck.model import Report
from rowcheck.reporters.wording import NO_ROWS, rows_changed
from rowcheck.rules import IDS
from rowcheck.settings.settings import Settings, load_settings

ROOT = Path(__file__).parents[1]
CONFIGS = Path(__file__).parent / "configs"
EXAMPLE = ROOT / "examples" / "vision-language-models"


def main(argv: Sequence[str] | None = None) -> int:
    """Write the findings, or compare them."""
    options = _arguments().parse_args(argv)
    corpus = lists.corpus()
    if corpus is None and (options.lists or options.pulls):
        sys.stderr.write("golden.py: there is no corpus; name its folder in ROWCHECK_CORPUS\n")
        return 2
    with ProcessPoolExecutor(options.jobs) as pool:
        if corpus and options.lists:
            found = list(of_lists(corpus, pool))
        elif corpus and options.pulls:
            found = list(of_pulls(corpus, options.pulls, pool))
        else:
            found = [*of_stories(), *of_example()]
    if not options.check:
        options.file.write_text("".join(f"{line}\n" for line in found), encoding="utf-8")
        return 0
    pinned = options.file.read_text(encoding="utf-8").splitlines()
    changed = list(difflib.unified_diff(pinned, found, "pinned", "found", lineterm="", n=0))
    print("\n".join(changed) if changed else f"{len(found):,} findings, as pinned")
    return 1 if changed else 0


def of_stories() -> Iterator[str]:
    """Yield the findings of each story under its own settings."""
    sys.path.insert(0, str(ROOT / "tests"))
    import story

    for path in story.STORIES:
        yield from _lines(str(path.relative_to(story.FOLDER)), story.story_at(path).check())


def of_example() -> Iterator[str]:
    """Yield the findings of the example's pull request under the example's settings."""
    text = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "README.md"
        file.write_text(text, encoding="utf-8")
        subprocess.run(("git", "init", "--quiet", name), check=True)
        subprocess.run(("git", "-C", name, "apply", str(EXAMPLE / "pull-request.patch")), check=True)
        head = file.read_text(encoding="utf-8")
    path = EXAMPLE / ".github" / "rowcheck.yml"
    yield from _lines("example", check.check([check.Pair("README.md", text, head)], _settings(path)))


def of_lists(corpus: Path, pool: ProcessPoolExecutor) -> Iterator[str]:
    """Yield the findings of each Markdown file of the corpus, with all rows new, no settings and no fixes."""
    files = sorted((corpus / "md").rglob("*.md"))
    for lines in pool.map(partial(_of_list, corpus / "md"), files, chunksize=4):
        yield from lines


def of_pulls(corpus: Path, name: str, pool: ProcessPoolExecutor) -> Iterator[str]:
    """Yield the findings of each pull request of one bundle."""
    with pulls.opened(corpus / "pulls" / f"{name}.bundle", "refs/pulls") as repository:
        numbers = repository.numbers()
        for lines in pool.map(partial(_of_pull, repository, name), numbers, chunksize=4):
            yield from lines


def _of_list(folder: Path, file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8", errors="replace")
    name = str(file.relative_to(folder))
    return list(_lines(name, check.check([check.Pair("list.md", None, text)], Settings(), offer_fixes=False)))


def _of_pull(repository: Pulls, name: str, number: int) -> list[str]:
    files = [check.Pair(*texts) for texts in repository.texts(number) if texts[0].lower().endswith(".md")]
    lines = []
    for mode, settings in (("none", Settings()), ("configured", _settings(CONFIGS / f"{name}.yml"))):
        lines += _lines(f"{name}#{number} {mode}", check.check(files, settings))
    return lines


def _settings(path: Path) -> Settings:
    return load_settings(path.read_text(encoding="utf-8"), path.name, lambda path: None, IDS)


def _lines(source: str, report: Report) -> Iterable[str]:
    counts = report.counts
    others = rows_changed(replace(counts, added=0))
    yield (
        f"{source}\t{report.verdict}\t{counts.added}\t{counts.checked}\t{counts.not_checked}\t{report.debt}"
        + (f"\t{others}" if others != NO_ROWS else "")
    )
    for finding in report.findings:
        fix = "-"
        if finding.fix:
            edits = [astuple(edit) for edit in finding.fix.edits]
            fix = f"{'safe' if finding.fix.safe else 'unsafe'} {edits}"
        place = f"{finding.line}\t{finding.column}"
        yield f"{source}\t{finding.rule}\t{finding.severity}\t{place}\t{finding.fingerprint}\t{fix}"


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write, or to compare with")
    parser.add_argument("--check", action="store_true", help="compare with FILE instead of writing it")
    parser.add_argument("--lists", action="store_true", help="take the lists of the corpus")
    parser.add_argument("--pulls", metavar="NAME", help="take the pull requests of this bundle of the corpus")
    parser.add_argument("--jobs", metavar="N", type=int, default=2, help="processes (default: 2)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
