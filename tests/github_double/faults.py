"""Failures between a client and GitHub, at any request, before or after it takes effect."""

from __future__ import annotations

import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

UNICORN = (
    b"<!DOCTYPE html>\n<html><head><title>Unicorn! &middot; GitHub</title></head><body>502</body></html>\n"
)
SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
PRIMARY = "API rate limit exceeded for installation ID 1."


@dataclass(frozen=True)
class Fault:
    """A failure; with `late` the request takes effect, and only its response is lost.

    `manner` is answer, cut (the connection is reset), stall (no response for `seconds`, then a reset) or
    truncate (half of the response). With `meanwhile` nothing fails: something happens on GitHub just before.
    """

    name: str
    manner: str = "answer"
    status: int = 0
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    late: bool = False
    meanwhile: Callable[[], None] | None = None

    def after(self) -> Fault:
        """Return the same fault, after the request has taken effect."""
        return replace(self, late=True)


def error(status: int = 502) -> Fault:
    return Fault(f"{status}", status=status, data={"message": "Server Error"})


def page(status: int = 502) -> Fault:
    """An HTML error page instead of JSON."""
    return Fault(f"{status} page", status=status, data=UNICORN, headers={"Content-Type": "text/html"})


def secondary_limit(retry_after: int | None = None) -> Fault:
    """403 for a secondary rate limit, with or without Retry-After."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Fault("secondary limit", status=403, data={"message": SECONDARY}, headers=headers)


def primary_limit(reset: int = 4_000_000_000) -> Fault:
    """403 for the primary rate limit, which resets at a time in seconds since 1970."""
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(reset)}
    return Fault("primary limit", status=403, data={"message": PRIMARY}, headers=headers)


def too_many(retry_after: int | None = None) -> Fault:
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Fault("429", status=429, data={"message": SECONDARY}, headers=headers)


def refusal(status: int, message: str, errors: list[Any] | None = None) -> Fault:
    """An error response of the test."""
    data = {"message": message} | ({} if errors is None else {"errors": errors})
    return Fault(f"{status} {message}", status=status, data=data)


def cut() -> Fault:
    """The connection is reset without a response."""
    return Fault("cut", manner="cut")


def stall(seconds: float = 60) -> Fault:
    """No response, until the client gives up or the time is over."""
    return Fault("stall", manner="stall", seconds=seconds)


def truncated() -> Fault:
    """Half of the response, after the request has taken effect."""
    return Fault("truncated", manner="truncate", late=True)


def meanwhile(act: Callable[[], None]) -> Fault:
    """Not a failure: something happens on GitHub just before the request is served, such as a push."""
    return Fault("meanwhile", meanwhile=act)


@dataclass
class Plan:
    """A fault for `times` requests, starting with the `nth` that matches (1-based)."""

    fault: Fault
    method: str
    path: str
    nth: int
    times: int
    seen: int = 0

    def matches(self, method: str, path: str) -> bool:
        """Count a request, and return whether it gets the fault."""
        if not re.fullmatch(self.method, method) or not re.search(self.path, path):
            return False
        self.seen += 1
        return self.nth <= self.seen < self.nth + self.times


class Faults:
    """The planned faults."""

    def __init__(self) -> None:
        self._plans: list[Plan] = []
        self._lock = threading.Lock()
        self.over = threading.Event()
        """Set when the double stops, which ends every stall."""

    def add(self, fault: Fault, *, method: str = ".*", path: str = "", nth: int = 1, times: int = 1) -> None:
        """Plan a fault. `method` and `path` are regular expressions; the path is without the query."""
        with self._lock:
            self._plans.append(Plan(fault, method, path, nth, times))

    def clear(self) -> None:
        with self._lock:
            self._plans.clear()

    def next_for(self, method: str, path: str) -> Fault | None:
        """Return the fault for a request; every plan counts the request."""
        with self._lock:
            matching = [plan.fault for plan in self._plans if plan.matches(method, path)]
        return matching[0] if matching else None


def reset(connection: socket.socket) -> None:
    """Close a connection with a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    raise ConnectionAbortedError


def half(body: bytes, connection: socket.socket) -> Iterator[bytes]:
    """Yield half of a body, then close the connection."""
    yield body[: len(body) // 2]
    connection.shutdown(socket.SHUT_RDWR)
