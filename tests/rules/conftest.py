"""What the tests of the rules share: a rule alone, asked about a base and a head."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from rowcheck.engine.check import Pair, check
from rowcheck.model import Severity
from rowcheck.rules import IDS
from rowcheck.settings.settings import load_settings

Said: TypeAlias = Callable[..., list[str]]


@pytest.fixture
def said() -> Said:
    """What one rule says, as `line: message`, of a base and a head under settings (YAML)."""

    def told(rule: str, base: str, head: str, settings: str = "") -> list[str]:
        others: dict[str, Severity] = dict.fromkeys({*IDS} - {rule}, "off")
        loaded = load_settings(settings, "rowcheck.yml", lambda path: None, IDS)
        report = check([Pair("list.md", base, head)], loaded._replace(rules={**loaded.rules, **others}))
        return [f"{finding.line}: {finding.message}" for finding in report.findings]

    return told
