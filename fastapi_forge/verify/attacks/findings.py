"""Define the findings of attacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi_forge.verify.attacks.exchange import CONNECTION_CLOSED, Reply


class DoesNotApplyError(Exception):
    """The service lacks the feature that this attack needs."""


class PreconditionError(Exception):
    """The service rejects a legitimate request that the attack needs."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(str(reply))
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Hole:
    """A request that succeeded, or got another response than it should."""

    reply: Reply
    wanted: str
    how: str = ""
    """The variant of the attack."""


@dataclass(frozen=True, slots=True)
class Finding:
    attack: str
    hole: Hole

    def __str__(self) -> str:
        how = f" ({self.hole.how})" if self.hole.how else ""
        reply = self.hole.reply
        return (
            f"{self.attack}{how}: {reply.request} answers {reply}\n"
            f"  instead of {self.hole.wanted}"
        )


def require_success(reply: Reply) -> Reply:
    """Return a response that an attack needs; raise PreconditionError."""
    if not reply.ok:
        raise PreconditionError(reply)
    return reply


def unless(reply: Reply, *statuses: int, how: str = "") -> Iterator[Hole]:
    """Yield a hole unless the response has one of these statuses."""
    if reply.status not in statuses:
        yield Hole(reply, " or ".join(map(str, statuses)), how)


def unless_refused(reply: Reply, how: str = "") -> Iterator[Hole]:
    """Yield a hole unless the service rejected the request as invalid.

    A closed connection is accepted: servers do so for headers that are too long.
    """
    if reply.status != CONNECTION_CLOSED and not 400 <= reply.status < 500:  # noqa: PLR2004
        yield Hole(reply, "4xx", how)
