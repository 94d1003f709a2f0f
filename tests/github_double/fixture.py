"""The pytest fixture of the double; a conftest imports `start_double` from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from github_double.double import Double


@pytest.fixture
def start_double() -> Iterator[Callable[..., Double]]:
    """Start a double on a git repository: `start_double(path, "lists/awesome", limits=Limits(...))`.

    It is stopped after the test, which fails if there are violations that it has not cleared.
    """
    with ExitStack() as running:
        started: list[Double] = []

        def start(path: Path, name: str = "lists/awesome", **options: Any) -> Double:
            started.append(running.enter_context(Double.start(path, name, **options)))
            return started[-1]

        yield start
        broken = [violation for double in started for violation in double.violations]
    if broken:
        pytest.fail("requests or responses do not match GitHub's descriptions:\n" + "\n".join(broken))
