"""Progress of a long measurement, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def with_progress(items: Iterable[T], total: int) -> Iterator[T]:
    """Yield the items, and count them on standard error."""
    shown = sys.stderr.isatty()
    for done, item in enumerate(items, 1):
        if shown:
            sys.stderr.write(f"\r{done:,} of {total:,}" + ("\n" if done == total else ""))
        yield item
