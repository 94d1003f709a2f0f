"""How long to go on after a fault: what is repeated, how often, and the pauses between.

A request that only reads, or that does the same when done twice, is repeated here. One that would
post a second comment is never repeated; its caller lists what stands and then decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from rowcheck.github.faults import LimitedError, LostError

T = TypeVar("T")

SECONDARY_WAIT = 60.0
"""Seconds to wait when GitHub names none (docs.github.com, "Best practices for using the REST API")."""


@dataclass
class Patience:
    """What one run may spend on faults: `tries` a request, `budget` seconds of waiting altogether."""

    sleep: Callable[[float], None]
    tries: int = 4
    budget: float = 180.0
    first_pause: float = field(default=1.0)

    def repeat(self, request: Callable[[], T]) -> T:
        """Carry out a request that may be carried out twice. Raises what the last try raised."""
        for tried in range(1, self.tries):
            try:
                return request()
            except (LimitedError, LostError) as fault:
                self.pause(fault, tried)
        return request()

    def pause(self, fault: LimitedError | LostError, tried: int) -> None:
        """Wait before the next try; raises the fault when the wait asked for is longer than what is left."""
        wait = fault.wait if isinstance(fault, LimitedError) else self.first_pause * 2 ** (tried - 1)
        if wait > self.budget:
            raise fault
        self.budget -= wait
        self.sleep(wait)
