"""What a check can say of a service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Status: TypeAlias = Literal["passed", "failed", "skipped"]
Cause: TypeAlias = Literal["not-applicable", "missing-tool", "unmet"]
"""Why a check was skipped: nothing to check, a program that is not installed, or
another requirement, such as a server."""


class CheckFailure(Exception):  # noqa: N818 - forge has found, not made, an error
    """The service is not as it should be."""

    def __init__(self, detail: str, command: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.command = command
        """What repeats the check by itself, typed in the service's directory."""


class CheckSkipped(Exception):  # noqa: N818 - nothing is wrong
    """The check cannot be made."""

    def __init__(self, reason: str, *, cause: Cause = "unmet") -> None:
        super().__init__(reason)
        self.reason = reason
        self.cause = cause

    @property
    def applies(self) -> bool:
        return self.cause != "not-applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    name: str
    status: Status
    seconds: float
    detail: str = ""
    """A word on what was done, the reason of a skip, or what is wrong."""
    command: str = ""
    cause: Cause | None = None
    """Only of a check that was skipped."""
    isolation: str = ""
    """For a check that writes: "verified", "none needed" or "unknown"."""

    @property
    def applies(self) -> bool:
        """False where there is nothing to check: `--strict` does not object."""
        return self.cause != "not-applicable"
