from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest

from rowcheck.engine.check import Pair, check
from rowcheck.model import Severity
from rowcheck.rules import IDS
from rowcheck.settings.settings import load_settings

Messages: TypeAlias = Callable[..., list[str]]


@pytest.fixture
def messages() -> Messages:
    """Return a function that runs one rule on two versions of a list and returns `line: message` lines."""

    def run(rule: str, base: str, head: str, settings: str = "") -> list[str]:
        others: dict[str, Severity] = dict.fromkeys({*IDS} - {rule}, "off")
        loaded = load_settings(settings, "rowcheck.yml", lambda path: None, IDS)
        report = check([Pair("list.md", base, head)], replace(loaded, rules={**loaded.rules, **others}))
        return [f"{finding.line}: {finding.message}" for finding in report.findings]

    return run
