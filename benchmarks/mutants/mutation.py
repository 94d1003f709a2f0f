"""Mutations: the ways in which contributors break a row, and whether the result is an error in its list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from mutants.target import Mutant, Target
from rowcheck.settings.settings import TableSettings

Breaker: TypeAlias = Callable[[Target, Random], Mutant | None]
"""Breaks a row; None where the row has nothing of the kind to break."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A name and the function that breaks a row.

    A mutant that GitHub renders as before, or that follows the habits of its list, is not an error and does
    not count. The function's docstring says when it does.
    """

    name: str
    make: Breaker


def is_wanted(mutation: Mutation, settings: TableSettings | None) -> bool:
    """Return whether a list's settings ask for this error to be reported."""
    if settings is None:
        return True
    if mutation.name.startswith("misplaced"):
        return settings.rules.get("order") != "off" and settings.new_rows == "sorted"
    if mutation.name.startswith("listed") and settings.unique is not None:
        titles = any(unique.as_ in ("title", "text") for unique in settings.unique)
        return titles if mutation.name == "listed-in-another-case" else bool(settings.unique)
    return True


class Registry:
    """A decorator that collects the mutations of a module under the names of their functions."""

    def __init__(self) -> None:
        self.all: list[Mutation] = []

    def __call__(self, make: Breaker) -> Breaker:
        self.all.append(Mutation(make.__name__.replace("_", "-"), make))
        return make


def if_visible(target: Target, text: str | None) -> Mutant | None:
    """Return the row with another text, which counts where GitHub renders it differently."""
    mutant = None if text is None else target.with_text(text)
    if mutant is None or target.renders_differently(mutant):
        return mutant
    return Mutant(mutant.base, mutant.head, counts=False)
