"""Lines of YAML where some are rules and some are comments, each where it would stand as a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

STEP = "  "


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or one with others below it. It is a rule itself, or where one below is."""

    text: str
    rule: bool = True
    below: tuple[Line, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether the line is no comment."""
        return any(line.stands for line in self.below) if self.below else self.rule


def rendered(lines: Sequence[Line], indent: str = "") -> Iterator[str]:
    """The lines as text; what is no rule is a comment, and so is what has no rule below it."""
    for line in lines:
        if not line.text:
            yield ""
        elif line.stands:
            yield indent + line.text
            yield from rendered(line.below, indent + STEP)
        else:
            yield from (f"{indent}# {text}" for text in _plain(line, ""))


def _plain(line: Line, indent: str) -> Iterator[str]:
    yield indent + line.text
    for each in line.below:
        yield from _plain(each, indent + STEP)
