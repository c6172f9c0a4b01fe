"""A fault that is planted in a generated service, for its own tests to notice."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Edit:
    file: str
    """The path in the service, or a pattern such as `app/services/*.py`."""
    place: str
    """A regular expression for what is replaced."""
    text: str
    """Its replacement."""

    def path_in(self, project: Path) -> Path:
        """Return the first file with the place. Fails if there is none."""
        for path in sorted(project.glob(self.file)):
            if re.search(self.place, path.read_text("utf-8")):
                return path
        raise AssertionError(f"No file {self.file} contains {self.place}")

    def make(self, project: Path) -> Path:
        path = self.path_in(project)
        whole = path.read_text("utf-8")
        changed = re.sub(self.place, self.text, whole, count=1)
        assert changed != whole, f"The edit of {self.file} changes nothing."
        if path.suffix == ".py":
            ast.parse(changed)
        path.write_text(changed, "utf-8")
        return path


@dataclass(frozen=True, slots=True)
class Mutation:
    name: str
    """The fault in plain English."""
    kinds: tuple[str, ...]
    """The kinds of services that it applies to."""
    tests: tuple[str, ...]
    """Files of the service's tests that notice it. Those that exist are run."""
    edits: tuple[Edit, ...]

    def plant(self, project: Path) -> None:
        for edit in self.edits:
            edit.make(project)

    def tests_in(self, project: Path) -> Sequence[str]:
        found = [it for it in self.tests if (project / it).exists()]
        assert found, f"{self.name}: the service has none of the tests {self.tests}"
        return found


@dataclass(frozen=True, slots=True)
class Planted:
    """A mutation in one kind of service."""

    mutation: Mutation
    kind: str

    def __str__(self) -> str:
        return f"{self.kind} {self.mutation.name}".replace(" ", "-")


def planted(mutations: Sequence[Mutation]) -> Iterator[Planted]:
    for mutation in mutations:
        yield from (Planted(mutation, kind) for kind in mutation.kinds)
