from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from rowcheck.model import Finding, Report
from rowcheck.reporters.options import Options, RuleInfo
from rowcheck.reporters.registry import FORMATS

SAID = "'24' is no year"


def test_the_formats() -> None:
    assert list(FORMATS) == ["text", "json", "sarif", "github", "rdjson", "markdown"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_same_sentence(finding: Finding, name: str) -> None:
    shown = FORMATS[name](Report((finding,)), Options())
    assert SAID in shown
    assert shown.endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_written_as_utf8(finding: Finding, name: str) -> None:
    odd = replace(finding, path="\udcff.md", message="'\udcfe'", row="\udcfd", headings=("\udcfc",))
    assert FORMATS[name](Report((odd,), texts={"\udcff.md": ("\udcfb",) * 3}), Options()).encode("utf-8")


def test_options_reach_the_reporters(finding: Finding) -> None:
    options = Options(
        colour=True, quiet=True, rules=(RuleInfo("row-schema", "the values", "https://example.org"),)
    )
    report = Report((finding,))
    assert "\x1b[1;31merror" in FORMATS["text"](report, options)
    assert "failed" not in FORMATS["text"](report, options)
    assert "https://example.org" in FORMATS["sarif"](report, options)
    assert (
        json.loads(FORMATS["rdjson"](report, options))["diagnostics"][0]["code"]["url"]
        == "https://example.org"
    )


def test_naming_the_formats_imports_no_reporter() -> None:
    program = (
        "import sys; import rowcheck.reporters.registry;"
        "print(*(name for name in sys.modules if name.startswith('rowcheck.reporters.')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"rowcheck.reporters.options", "rowcheck.reporters.registry"}
