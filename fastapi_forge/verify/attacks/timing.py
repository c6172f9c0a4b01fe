"""Check that neither responses nor their time reveal existing accounts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.credentials import Account
from fastapi_forge.verify.attacks.exchange import Reply
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Hole,
    unless,
)
from fastapi_forge.verify.attacks.target import Target

TRIES = 9
TRIES_AT_ONE = 3
"""Below the limit of any throttle."""
DIFFERENCE = 0.4
"""For the slower one, nearly all the time is spent hashing a password."""
NOTICEABLE = 0.004
"""Differences below this many seconds are noise."""


def _by_response(target: Target) -> Iterator[Hole]:
    known, unknown = _wrong(target, target.account()), target.new_credentials()
    first, second = target.try_password(known), target.try_password(unknown)
    yield from unless(first, 400, 401, how="a wrong password")
    yield from _differing(first, second)


def _by_time(target: Target) -> Iterator[Hole]:
    accounts = [target.account() for _ in range(TRIES // TRIES_AT_ONE)]
    for _ in range(2):
        slow, fast, reply = _measure(target, accounts)
        if not differs(slow, fast):
            return
        # Measure again, because something else may have kept the machine busy.
        accounts = [target.account() for _ in accounts]
    yield Hole(
        reply,
        "about the same time for existing and unknown accounts:"
        f" {median(slow) * 1000:.0f} ms and {median(fast) * 1000:.0f} ms",
    )


def differs(first: list[float], second: list[float]) -> bool:
    """Return whether two series of seconds come from different work."""
    one, other = sorted((median(first), median(second)))
    return other - one > max(DIFFERENCE * other, NOTICEABLE)


def _measure(
    target: Target, accounts: list[Account]
) -> tuple[list[float], list[float], Reply]:
    known: list[float] = []
    unknown: list[float] = []
    for number in range(TRIES):
        account = _wrong(target, accounts[number % len(accounts)])
        known.append(_timed(target, account)[0])
        seconds, reply = _timed(target, target.new_credentials())
        unknown.append(seconds)
    return known, unknown, reply


def _timed(target: Target, account: Account) -> tuple[float, Reply]:
    begun = time.perf_counter()
    reply = target.try_password(account)
    return time.perf_counter() - begun, reply


def _by_password_reset(target: Target) -> Iterator[Hole]:
    path = target.find("request_password_reset").path
    emails = (target.account().email, target.new_credentials().email)
    first, second = (
        target.client.request("post", path, body={"email": email}) for email in emails
    )
    yield from _differing(first, second)


def _differing(known: Reply, unknown: Reply) -> Iterator[Hole]:
    if (known.status, _comparable(known)) != (unknown.status, _comparable(unknown)):
        yield Hole(unknown, f"the same as for an existing account: {known}")


def _comparable(reply: Reply) -> str:
    """Return the response without what identifies only the request."""
    return reply.text.replace(reply.headers.get("x-request-id") or "\0", "")


def _wrong(target: Target, account: Account) -> Account:
    if target.kind not in {"password", "basic"}:
        raise DoesNotApplyError
    return replace(account, password=f"{account.password}!")


TIMING: Family = {
    "accounts revealed by the response": _by_response,
    "accounts revealed by response time": _by_time,
    "accounts revealed by a password reset": _by_password_reset,
}
