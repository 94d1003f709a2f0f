from __future__ import annotations

import json

import pytest

from rowcheck.settings import contract, formats


@pytest.mark.parametrize(
    ("name", "text", "fits"),
    [
        ("date", "2024-02-29", True),
        ("date", "2023-02-29", False),
        ("date", "20240229", False),
        ("date", "2024-W09-4", False),
        ("date-time", "2024-02-29T12:00:00Z", True),
        ("date-time", "2024-02-29T12:00:00.25+01:00", True),
        ("date-time", "2024-02-29T25:00:00Z", False),
        ("date-time", "2024-02-29 12:00", False),
        ("email", "ada@example.org", True),
        ("email", "ada@", False),
        ("uri", "https://example.org/a?b#c", True),
        ("uri", "mailto:ada@example.org", True),
        ("uri", "example.org", False),
        ("uri", "https://example.org/a b", False),
    ],
)
def test_formats(name: str, text: str, fits: bool) -> None:
    assert formats.CHECKS[name](text) is fits


def test_a_schema_may_name_just_what_is_checked() -> None:
    named = json.loads(contract.shipped("row"))["$defs"]["keywords"]["properties"]["format"]["enum"]
    assert named == sorted(formats.CHECKS)
