"""The fixture that gives a test its double. A conftest imports `start_double` from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from github_double.double import Double


@pytest.fixture
def start_double() -> Iterator[Callable[..., Double]]:
    """Starts a double on a git repository: `start_double(path, "lists/awesome", limits=Limits(...))`.

    It is stopped after the test, which fails when the contract with GitHub was broken and nobody cleared it.
    """
    with ExitStack() as running:
        started: list[Double] = []

        def start(path: Path, name: str = "lists/awesome", **options: Any) -> Double:
            started.append(running.enter_context(Double.start(path, name, **options)))
            return started[-1]

        yield start
        broken = [violation for double in started for violation in double.violations]
    if broken:
        pytest.fail("the contract with GitHub was broken:\n" + "\n".join(broken))
