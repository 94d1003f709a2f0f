"""How far a backtest has come, on a terminal and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def watched(items: Iterable[T], total: int, noun: str) -> Iterator[T]:
    """The same items, counted on standard error while they come; the bar is gone when they end."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Without a thread that refreshes: processes are forked off while the bar stands.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as progress:
        task = progress.add_task(f"replaying {noun}s", total=total)
        progress.refresh()
        for item in items:
            yield item
            progress.update(task, advance=1, refresh=True)
