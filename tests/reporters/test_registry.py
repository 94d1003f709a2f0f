from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rowcheck.model import Finding, Report
from rowcheck.reporters.options import Options, RuleInfo
from rowcheck.reporters.registry import FORMATS

MESSAGE = "'24' is not a year"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_message(finding: Finding, name: str) -> None:
    shown = FORMATS[name](Report((finding,)), Options())
    assert MESSAGE in shown
    assert shown.endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_encoded_as_utf8(finding: Finding, name: str) -> None:
    odd = replace(finding, path="\udcff.md", message="'\udcfe'", row="\udcfd", headings=("\udcfc",))
    assert FORMATS[name](Report((odd,), texts={"\udcff.md": ("\udcfb",) * 3}), Options()).encode("utf-8")


def test_options_are_passed_to_the_reporters(finding: Finding) -> None:
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
