"""What a check can say of a service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Status: TypeAlias = Literal["passed", "failed", "skipped"]


class CheckFailure(Exception):  # noqa: N818 - forge has found, not made, an error
    """The service is not as it should be."""

    def __init__(self, detail: str, command: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.command = command
        """What repeats the check by itself, typed in the service's directory."""


class CheckSkipped(Exception):  # noqa: N818 - nothing is wrong
    """The check does not apply, or lacks something that the machine does not have."""

    def __init__(self, reason: str, *, applies: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.applies = applies
        """False where there is nothing to check: `--strict` has no objection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    name: str
    status: Status
    seconds: float
    detail: str = ""
    """A word on what was done, the reason of a skip, or what is wrong."""
    command: str = ""
    applies: bool = True
