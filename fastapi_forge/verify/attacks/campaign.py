"""Run all attacks that apply, in an order in which none affects another."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from fastapi_forge.verify.attacks.account_keys import ACCOUNT_KEYS
from fastapi_forge.verify.attacks.assignment import ASSIGNMENT
from fastapi_forge.verify.attacks.attack import Attack, Family
from fastapi_forge.verify.attacks.claims import CLAIMS
from fastapi_forge.verify.attacks.cookies import COOKIES
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Finding,
    Hole,
    PreconditionError,
)
from fastapi_forge.verify.attacks.forgery import FORGERY
from fastapi_forge.verify.attacks.guessing import GUESSING
from fastapi_forge.verify.attacks.keys import KEYS
from fastapi_forge.verify.attacks.malformed import MALFORMED
from fastapi_forge.verify.attacks.ownership import OWNERSHIP
from fastapi_forge.verify.attacks.privileges import PRIVILEGES
from fastapi_forge.verify.attacks.races import RACES
from fastapi_forge.verify.attacks.recovery import RECOVERY
from fastapi_forge.verify.attacks.responses import RESPONSES
from fastapi_forge.verify.attacks.scopes import SCOPES
from fastapi_forge.verify.attacks.sessions import LATE, SESSIONS
from fastapi_forge.verify.attacks.target import Target
from fastapi_forge.verify.attacks.timing import TIMING

# Timing first, while there is little data. Guesses last, when nobody needs to log in
# any more. Rules for all responses need all of them.
FAMILIES: tuple[Family, ...] = (
    TIMING,
    FORGERY,
    CLAIMS,
    SESSIONS,
    COOKIES,
    OWNERSHIP,
    ASSIGNMENT,
    PRIVILEGES,
    SCOPES,
    RACES,
    KEYS,
    ACCOUNT_KEYS,
    RECOVERY,
    MALFORMED,
    LATE,
    GUESSING,
    RESPONSES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    made: int
    """Number of attacks that applied."""
    findings: list[Finding]


class NothingToAttackError(Exception):
    """No response shows whether an attack succeeded."""


NAMES = tuple(name for family in FAMILIES for name in family)


def attack(target: Target, names: Collection[str] = NAMES) -> Outcome:
    """Run the attacks; raise NothingToAttackError."""
    if not target.has_probe:
        raise NothingToAttackError(
            "No endpoint that reads data requires"
            " authentication, so there is nothing to"
            " attack."
        )
    made = 0
    findings: list[Finding] = []
    for family in FAMILIES:
        for name in filter(set(names).__contains__, family):
            holes = _holes(family[name], target)
            try:
                findings += [Finding(name, hole) for hole in holes]
            except DoesNotApplyError:
                continue
            made += 1
    return Outcome(made=made, findings=findings)


def _holes(run: Attack, target: Target) -> Iterator[Hole]:
    try:
        yield from run(target)
    except PreconditionError as error:
        # An attack that could not be tried says nothing about the service.
        yield Hole(error.reply, "2xx, which the attack needs")
