"""What a mutation is: one way in which contributors break a row, and when it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from mutants.spot import Mutant, Spot
from rowcheck.settings.settings import TableSettings

Breaker = Callable[[Spot, Random], Mutant | None]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A name, and a function that breaks a row, None where the row has nothing of the kind to break.

    A mutant that leaves the page as it was, or that is no fault in this list, does not count; the
    function's docstring says when.
    """

    name: str
    make: Breaker


def is_asked_for(mutation: Mutation, settings: TableSettings | None) -> bool:
    """Whether a list's settings want this found.

    An order that they switch off is none, and titles may come twice where only links must not.
    """
    if settings is None:
        return True
    if mutation.name.startswith("misplaced"):
        return settings.rules.get("order") != "off" and settings.new_rows == "sorted"
    if mutation.name.startswith("listed") and settings.unique is not None:
        titles = any(unique.as_ in ("title", "text") for unique in settings.unique)
        return titles if mutation.name == "listed-in-another-case" else bool(settings.unique)
    return True


class Registry:
    """Gathers the mutations of a module under the names of their functions."""

    def __init__(self) -> None:
        self.all: list[Mutation] = []

    def __call__(self, make: Breaker) -> Breaker:
        self.all.append(Mutation(make.__name__.replace("_", "-"), make))
        return make


def visibly(spot: Spot, text: str | None) -> Mutant | None:
    """The row with another text; it counts where the page shows it."""
    mutant = None if text is None else spot.with_text(text)
    if mutant is None or spot.shows_otherwise(mutant):
        return mutant
    return Mutant(mutant.base, mutant.head, counts=False)
