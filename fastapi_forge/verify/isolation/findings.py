"""The results of searching for stores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Answer: TypeAlias = Literal["verified", "none needed", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A place where the service may store data that forge does not replace."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The stores of a service, according to its files."""

    databases: Mapping[str, str]
    """The URLs that forge replaces, by variable."""
    needed: Mapping[str, str]
    """Settings that the code requires."""
    findings: Sequence[Finding] = ()
    taken: frozenset[str] = frozenset()
    """The variables that the code reads."""
    declared: bool = False
    """True if its verify.yml names the stores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Isolation:
    answer: Answer
    reason: str
