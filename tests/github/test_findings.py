"""The patch of the summary: what `git apply` makes of it is the list with all its fixes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from review_stage import ROWS, SETTINGS, listing, with_rows
from rowcheck.engine.check import Pair
from rowcheck.engine.session import Inputs
from rowcheck.github import review
from rowcheck.rules import IDS
from rowcheck.settings.settings import load_settings

KIND = SETTINGS.replace(
    "      required:",
    "        Link: {$ref: rowcheck:link, properties: {text: {enum: [site]}}}\n      required:",
)


def gathered(head: bytes, base: str = listing(), settings: str = SETTINGS) -> Inputs:
    """What a session gathers of one file."""
    read = load_settings(settings, ".github/rowcheck.yml", lambda path: None, IDS)
    text = head.decode("utf-8-sig", "replace")
    return Inputs(read, (Pair("README.md", base, text),), {"README.md": head})


def applied(folder: Path, head: bytes, patch: str) -> bytes:
    """The file after `git apply`."""
    (folder / "README.md").write_bytes(head)
    subprocess.run(["git", "apply", "-"], cwd=folder, input=patch.encode(), check=True)
    return (folder / "README.md").read_bytes()


def many(count: int, text: str = "Site") -> list[str]:
    return [f"| Tool 19b{n:03} | 2024 | [{text}](https://{n}.example/) |" for n in range(100, 100 + count)]


@pytest.mark.parametrize(
    ("head", "fixed", "settings"),
    [
        pytest.param(
            with_rows(20, "| Tool 03b | 2024 | [site](https://03b.example/) |"),
            with_rows(4, "| Tool 03b | 2024 | [site](https://03b.example/) |"),
            SETTINGS,
            id="a row that moves far",
        ),
        pytest.param(
            with_rows(20, *many(60)),
            with_rows(20, *many(60, "site")),
            KIND,
            id="sixty rows are mended at once",
        ),
        pytest.param(
            "\ufeff" + with_rows(20, *many(1)).replace("# Tools\n\nA list.\n\n", ""),
            "\ufeff" + with_rows(20, *many(1, "site")).replace("# Tools\n\nA list.\n\n", ""),
            KIND,
            id="a file with a mark at its start",
        ),
    ],
)
def test_a_patch_makes_all_fixes(tmp_path: Path, head: str, fixed: str, settings: str) -> None:
    found = gathered(head.encode(), settings=settings)
    patch = review.patch_of_fixes(found, review.check_inputs(found))
    assert applied(tmp_path, head.encode(), patch).decode() == fixed


def test_what_is_waived_stays_as_it_is(tmp_path: Path) -> None:
    head = with_rows(20, *many(2)).encode()
    found = gathered(head, settings=KIND)
    report = review.check_inputs(found)
    first, _ = report.findings
    after = applied(tmp_path, head, review.patch_of_fixes(found, report, {first.fingerprint})).decode()
    assert after == with_rows(20, *many(1), *many(2, "site")[1:])


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            with_rows(20, "| Tool 19b | 2024 | [site](https://19b.example/) |").encode(), id="wrong"
        ),
        pytest.param(
            with_rows(20, "| Tool 19b | MMXX | [site](https://19b.example/) |").encode(), id="to be mended"
        ),
        pytest.param(with_rows(20, *many(1)).replace("\n", "\r\n").encode(), id="with LF at its line ends"),
        pytest.param(with_rows(20, *many(1)).encode().replace(b"A list", b"\xff"), id="without other bytes"),
        pytest.param(listing(*ROWS).encode(), id="new"),
    ],
)
def test_there_is_no_patch_where_nothing_is(head: bytes) -> None:
    found = gathered(head, settings=KIND)
    assert review.patch_of_fixes(found, review.check_inputs(found)) == ""


def test_why_files_were_not_read_is_told() -> None:
    (entry,) = review.check_inputs(gathered(listing().encode()), "was not looked at").not_checked
    assert (entry.path, entry.line, entry.reason) == ("the rest of the list", 0, "was not looked at")
