"""A fault that is planted in a generated service, for its own tests to notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.edits import Edit


@dataclass(frozen=True, slots=True)
class Mutation:
    name: str
    """The fault in plain English."""
    kinds: tuple[str, ...]
    """The kinds of services that it applies to."""
    tests: tuple[str, ...]
    """Files of the service's tests that notice it. Those that exist are run."""
    edits: tuple[Edit, ...]

    def tests_in(self, project: Path) -> Sequence[str]:
        found = [path for path in self.tests if (project / path).exists()]
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
