"""One violation in its row: all that a sentence about it may need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rowcheck.model import Cell
from rowcheck.settings import phrases, references
from rowcheck.settings.plan import Column, Plan
from rowcheck.settings.validator import Violation
from rowcheck.text import brief, quoted


@dataclass(frozen=True, slots=True)
class Case:
    """One error, with all that a sentence about it may need."""

    plan: Plan
    broken: Violation
    column: Column | None
    cell: Cell | None

    @classmethod
    def of(cls, plan: Plan, cells: Mapping[str, Cell | None], broken: Violation) -> Case:
        path = broken.path
        column = plan.columns.get(str(path[0])) if path else None
        return cls(plan, broken, column, cells.get(column.title) if column else None)

    @property
    def limit(self) -> Any:
        return self.broken.limit

    @property
    def is_inside(self) -> bool:
        """Whether the error is about a part of the value: a link's text or address."""
        return len(self.broken.path) > 1

    @property
    def shown(self) -> str:
        """What a reader sees in the cell, or in the part of it that is meant."""
        if self.is_inside or self.cell is None or self.column is None:
            return str(self.broken.value)
        return (
            self.cell.source if self.column.kind == "markdown" else self.cell.text.strip() or self.cell.source
        )

    @property
    def value(self) -> str:
        return quoted(self.shown)

    @property
    def subject(self) -> str:
        if self.column is None:
            return "the row"
        part = phrases.PARTS.get(str(self.broken.path[-1])) if self.is_inside else None
        return f"{part} of '{self.column.title}'" if part else f"'{self.column.title}'"

    def should(self, what: str) -> str:
        """Fact and act in one: what the value should be, and what it is."""
        if not self.shown:
            return f"{self.subject} is empty; it should {what}"
        return f"{self.subject} should {what}, not {self.value}"

    def schemas(self) -> list[tuple[dict[str, Any], str]]:
        """The schemas from the root to the error's own, each with the keyword that leads on."""
        found: list[tuple[dict[str, Any], str]] = []
        value, is_schema = self.plan.schema, True
        for step in self.broken.steps:
            if is_schema and isinstance(value, dict):
                found.append((value, str(step)))
            is_schema = not (is_schema and step in references.NAMED | references.SEVERAL)
            value = value[step]
        return found

    def authors(self) -> str | None:
        """The schema author's own sentence for this error, the innermost one."""
        for schema, keyword in reversed(self.schemas()):
            said = schema.get("errorMessage")
            said = said.get(keyword) if isinstance(said, dict) else said
            if isinstance(said, str):
                title = self.column.title if self.column else ""
                return said.replace("{column}", title).replace("{value}", brief(self.shown))
        return None

    def condition(self) -> str:
        """What the rest of the row says that brought this on, when an `if` of the schema did."""
        for schema, keyword in reversed(self.schemas()):
            if keyword in ("then", "else") and (said := phrases.condition(schema.get("if"))):
                return f" {'where' if keyword == 'then' else 'unless'} {said}"
        return ""
