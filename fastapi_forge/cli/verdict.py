"""Count outcomes and derive the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from fastapi_forge.errors import EnvironmentRefusalError
from fastapi_forge.verify.outcome import Outcome, Status

_STATUSES: tuple[Status, ...] = ("passed", "failed", "skipped")


@dataclass(frozen=True, kw_only=True)
class Verdict:
    outcomes: Sequence[Outcome]
    named: Collection[str] = ()
    """The checks named by `--only`; each of them must run."""
    strict: bool = False
    """True if every check that applies must run."""

    @property
    def exit_code(self) -> int:
        counting = [outcome for outcome in self.outcomes if self.counts(outcome)]
        if any(outcome.status == "failed" for outcome in counting):
            return 1
        lacking = {
            outcome.name for outcome in counting if outcome.cause == "missing-tool"
        }
        if lacking & set(self.named):
            return EnvironmentRefusalError.exit_code
        return 1 if counting else 0

    def counts(self, outcome: Outcome) -> bool:
        """Return whether an outcome makes the exit code non-zero."""
        if outcome.status != "skipped":
            return outcome.status == "failed"
        named = outcome.name in self.named
        if outcome.applies:
            return named or self.strict
        return named and outcome.name not in self._executed

    @cached_property
    def _executed(self) -> Collection[str]:
        return {
            outcome.name for outcome in self.outcomes if outcome.status != "skipped"
        }


def counts_of(outcomes: Sequence[Outcome]) -> Mapping[str, int]:
    found = Counter(outcome.status for outcome in outcomes)
    return {status: found[status] for status in _STATUSES}


def summary_of(outcomes: Sequence[Outcome], passed: str = "") -> str:
    """Return "7 checks: 5 passed, 2 skipped"; `passed` is added to its number."""
    total = counted(len(outcomes), "check")
    parts = ", ".join(_parts(outcomes, passed))
    return f"{total}: {parts}" if parts else total


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _parts(outcomes: Sequence[Outcome], passed: str) -> Iterator[str]:
    for status, number in counts_of(outcomes).items():
        if number:
            yield f"{number:,} {status}{passed * (status == 'passed')}"
