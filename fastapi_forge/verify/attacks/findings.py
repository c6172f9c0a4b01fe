"""What an attack is, and what it can say of a service."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from fastapi_forge.verify.attacks.exchange import HUNG_UP, Reply

if TYPE_CHECKING:
    from fastapi_forge.verify.attacks.target import Target


class DoesNotApplyError(Exception):
    """The service has nothing that the attack could be made on."""


class UnpreparedError(Exception):
    """The service refuses what everybody may do, so the attack cannot be made."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(str(reply))
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Hole:
    """What let an attack in, or was answered otherwise than it should have been."""

    reply: Reply
    wanted: str
    how: str = ""
    """Which of the attack's variants it was."""


Attack: TypeAlias = Callable[["Target"], Iterator[Hole]]
"""Raises DoesNotApplyError."""
Family: TypeAlias = Mapping[str, Attack]
"""Attacks by the name under which they are told."""


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


def prepared(reply: Reply) -> Reply:
    """What an attack needs has to be answered well; raises UnpreparedError."""
    if not reply.ok:
        raise UnpreparedError(reply)
    return reply


def unless(reply: Reply, *statuses: int, how: str = "") -> Iterator[Hole]:
    """A hole, unless the answer has one of these statuses."""
    if reply.status not in statuses:
        yield Hole(reply, " or ".join(map(str, statuses)), how)


def unless_refused(reply: Reply, how: str = "") -> Iterator[Hole]:
    """A hole, unless it was a request that the service knows to be a bad one.

    A connection that is closed will do: servers do so with headers beyond their limit.
    """
    if reply.status != HUNG_UP and not 400 <= reply.status < 500:  # noqa: PLR2004
        yield Hole(reply, "4xx", how)
