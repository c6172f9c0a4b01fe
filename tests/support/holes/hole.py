"""A hole to put into a service, and the finding it causes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Edit:
    file: str
    place: str
    """A regular expression for the code to replace."""
    text: str
    """The replacement."""

    def make(self, project: Path) -> None:
        path = project / self.file
        whole = path.read_text()
        # Otherwise the service would stay safe.
        assert re.search(self.place, whole), f"{self.file} has no {self.place}"
        path.write_text(re.sub(self.place, self.text, whole, count=1))


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
