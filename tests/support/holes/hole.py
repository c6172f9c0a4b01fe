"""A hole to put into a service, and the finding it causes."""

from __future__ import annotations

from dataclasses import dataclass

from tests.support.edits import Edit


@dataclass(frozen=True, slots=True)
class Hole:
    kind: str
    """The kind of service."""
    attack: str
    said: str
    """Part of the finding, besides the attack's name."""
    edits: tuple[Edit, ...]
    after: tuple[str, ...] = ()
    """Attacks that must run before, because their responses are inspected."""

    def __str__(self) -> str:
        return f"{self.kind} {self.attack} {self.said}".replace(" ", "-")

    @property
    def attacks(self) -> tuple[str, ...]:
        return (*self.after, self.attack)
