"""The results of a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Status: TypeAlias = Literal["passed", "failed", "skipped"]
Cause: TypeAlias = Literal["not-applicable", "missing-tool", "unmet"]
"""Why a check was skipped: nothing to check, a program that is not installed, or
another requirement, such as a server.
"""


class CheckFailure(Exception):  # noqa: N818 - forge has found, not made, an error
    """The service has a fault."""

    def __init__(self, detail: str, command: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.command = command
        """The command that repeats the check in the service's directory."""


class CheckSkipped(Exception):  # noqa: N818 - nothing is wrong
    """The check cannot run."""

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
    """The checked parts, the reason for a skip, or the problem."""
    command: str = ""
    cause: Cause | None = None
    """Set only for skipped checks."""
    isolation: str = ""
    """For a check that writes: "verified", "none needed" or "unknown"."""

    @property
    def applies(self) -> bool:
        """False if there is nothing to check, which `--strict` accepts."""
        return self.cause != "not-applicable"
