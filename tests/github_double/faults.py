"""What can go wrong between a client and GitHub, at any request, before or after it took effect."""

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
    """`late`: the request takes effect, and only its answer is lost.

    `manner` is answer, cut (the connection is reset), stall (nothing comes for `seconds`, then it is
    reset) or truncate (half of the true answer, then the end). With `meanwhile` nothing fails: something
    happens on GitHub just before.
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
        """The same, once the request has taken effect."""
        return replace(self, late=True)


def error(status: int = 502) -> Fault:
    return Fault(f"{status}", status=status, data={"message": "Server Error"})


def page(status: int = 502) -> Fault:
    """An error page for people instead of JSON."""
    return Fault(f"{status} page", status=status, data=UNICORN, headers={"Content-Type": "text/html"})


def secondary_limit(retry_after: int | None = None) -> Fault:
    """403 for going too fast, with or without being told for how long to wait."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Fault("secondary limit", status=403, data={"message": SECONDARY}, headers=headers)


def primary_limit(reset: int = 4_000_000_000) -> Fault:
    """403 for having used up the quota, until a moment (seconds since 1970)."""
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(reset)}
    return Fault("primary limit", status=403, data={"message": PRIMARY}, headers=headers)


def too_many(retry_after: int | None = None) -> Fault:
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Fault("429", status=429, data={"message": SECONDARY}, headers=headers)


def refusal(status: int, message: str, errors: list[Any] | None = None) -> Fault:
    """An answer of the test's own wording."""
    said = {"message": message} | ({} if errors is None else {"errors": errors})
    return Fault(f"{status} {message}", status=status, data=said)


def cut() -> Fault:
    """The connection is reset and no answer comes."""
    return Fault("cut", manner="cut")


def stall(seconds: float = 60) -> Fault:
    """Nothing comes, until the client gives up or the time is over."""
    return Fault("stall", manner="stall", seconds=seconds)


def truncated() -> Fault:
    """The answer ends in its midst. The request has taken effect."""
    return Fault("truncated", manner="truncate", late=True)


def meanwhile(act: Callable[[], None]) -> Fault:
    """No failure: somebody else does something just before the request is served, such as a push."""
    return Fault("meanwhile", meanwhile=act)


@dataclass
class Plan:
    """A fault and the requests it is for: `times` of them from the `nth` that fits, counted from 1."""

    fault: Fault
    method: str
    path: str
    nth: int
    times: int
    seen: int = 0

    def strikes(self, method: str, path: str) -> bool:
        """Whether this request is one of them; counts it."""
        if not re.fullmatch(self.method, method) or not re.search(self.path, path):
            return False
        self.seen += 1
        return self.nth <= self.seen < self.nth + self.times


class Faults:
    """The faults that are to come."""

    def __init__(self) -> None:
        self._plans: list[Plan] = []
        self._lock = threading.Lock()
        self.over = threading.Event()
        """Set when the double stops: nothing stalls any longer."""

    def add(self, fault: Fault, *, method: str = ".*", path: str = "", nth: int = 1, times: int = 1) -> None:
        """Plans a fault. `method` and `path` are regular expressions; the query is no part of the path."""
        with self._lock:
            self._plans.append(Plan(fault, method, path, nth, times))

    def clear(self) -> None:
        with self._lock:
            self._plans.clear()

    def strike(self, method: str, path: str) -> Fault | None:
        """The fault for this request, if one is planned; every plan counts it."""
        with self._lock:
            struck = [plan.fault for plan in self._plans if plan.strikes(method, path)]
        return struck[0] if struck else None


def reset(connection: socket.socket) -> None:
    """Ends a connection so that the other side sees a reset, not an orderly end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    raise ConnectionAbortedError


def half(body: bytes, connection: socket.socket) -> Iterator[bytes]:
    """Half of a body, then the end of the connection."""
    yield body[: len(body) // 2]
    connection.shutdown(socket.SHUT_RDWR)
