"""Work done by several processes, and none of it lost when one of them fails.

Knows nothing of what is done. A handful of items is handed out at a time, neighbours together. When one
of them raises, they are done again one by one, and the one that raises again is named with its
reason; likewise when a process ends without a word.
"""

from __future__ import annotations

import gc
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_LARGEST = 16
"""Items handed out together: enough to share what neighbours have in common, few enough to wait for."""

_ENDED = "the process that replayed it ended without a word; was there enough memory?"


class Failed(NamedTuple, Generic[T]):
    """An item that could not be done, and why."""

    item: T
    reason: str


def each(
    work: Callable[[Sequence[T]], Sequence[R]], items: Sequence[T], jobs: int
) -> Iterator[R | Failed[T]]:
    """What `work` makes of the items, as it comes. `work` must be known by name in every process."""
    size = max(1, min(_LARGEST, len(items) // (4 * jobs)))
    left = deque(items[start : start + size] for start in range(0, len(items), size))
    while left:
        suspects = yield from _until_broken(work, left, jobs)
        for item in suspects:
            alone: deque[Sequence[T]] = deque([[item]])
            if (yield from _until_broken(work, alone, 1)):
                yield Failed(item, _ENDED)


def _until_broken(
    work: Callable[[Sequence[T]], Sequence[R]], left: deque[Sequence[T]], jobs: int
) -> Generator[R | Failed[T], None, list[T]]:
    """Do what is left; give back the items, one of which has ended a process, if one has."""
    running: dict[Future[Sequence[R]], Sequence[T]] = {}
    pool = ProcessPoolExecutor(jobs, initializer=_prepared)
    try:
        while left or running:
            with suppress(BrokenProcessPool), _undisturbed():  # those that are running tell it too
                while left and len(running) < 2 * jobs:
                    running[pool.submit(work, left[0])] = left[0]
                    left.popleft()
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                fault = future.exception()
                if isinstance(fault, BrokenProcessPool):
                    return [item for chunk in running.values() for item in chunk]
                chunk = running.pop(future)
                if fault is None:
                    yield from future.result()
                elif len(chunk) > 1:
                    left.extendleft([item] for item in reversed(chunk))
                else:
                    yield Failed(chunk[0], f"{type(fault).__name__}: {fault}")
    finally:
        pool.shutdown(cancel_futures=True)
    return []


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Ctrl-C waiting while processes begin: one that is not prepared yet would end with a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _prepared() -> None:
    """A process that leaves it to its parent to be interrupted, and that gives memory back."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.enable()
    gc.freeze()
