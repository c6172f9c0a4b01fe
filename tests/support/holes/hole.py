"""A hole that is put back on purpose, and what the check `auth` then says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Edit:
    file: str
    place: str
    """A regular expression for what stands there."""
    text: str
    """What it becomes."""

    def make(self, project: Path) -> None:
        path = project / self.file
        whole = path.read_text()
        # Without it the service would be left as safe as it was.
        assert re.search(self.place, whole), f"{self.file} has no {self.place}"
        path.write_text(re.sub(self.place, self.text, whole, count=1))


@dataclass(frozen=True, slots=True)
class Hole:
    kind: str
    """Of the services that it is put into."""
    attack: str
    said: str
    """What is said of it, besides the name of the attack."""
    edits: tuple[Edit, ...]
    after: tuple[str, ...] = ()
    """Attacks that have to be made before, for their answers are looked at."""

    def __str__(self) -> str:
        return f"{self.kind} {self.attack} {self.said}".replace(" ", "-")

    @property
    def attacks(self) -> tuple[str, ...]:
        return (*self.after, self.attack)
