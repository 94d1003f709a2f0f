"""All mutations there are, by name."""

from __future__ import annotations

from mutants import links, pipes, places, surroundings, values
from mutants.mutation import Mutation

ALL: tuple[Mutation, ...] = tuple(
    mutation for module in (pipes, surroundings, links, values, places) for mutation in module.MUTATIONS.all
)

NAMES: tuple[str, ...] = tuple(mutation.name for mutation in ALL)
