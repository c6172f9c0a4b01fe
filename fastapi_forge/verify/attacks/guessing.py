"""Brute force: last of all, for whoever guesses so much is not let in any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fastapi_forge.verify.attacks.credentials import Account
from fastapi_forge.verify.attacks.exchange import Reply
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Family,
    Hole,
    unless,
)
from fastapi_forge.verify.attacks.target import Target

MOST = 30
_THROTTLED = 429


def _one_account(target: Target) -> Iterator[Hole]:
    victim, bystander = _account(target), _account(target)
    replies = _guesses(target, victim)
    last = replies[-1]
    if last.status != _THROTTLED:
        yield Hole(last, f"429 by the {MOST}th wrong password")
        return
    yield from _retry_after(last)
    yield from unless(target.try_password(victim), 429, how="then the right password")
    shouted = replace(victim, username=victim.username.upper())
    yield from unless(target.try_password(shouted), 401, 429, how="in capitals")
    yield from unless(target.try_password(bystander), 200, how="another account")


def _unknown_account(target: Target) -> Iterator[Hole]:
    known = _guesses(target, _account(target))
    unknown = _guesses(target, target.unknown())
    last = unknown[-1]
    if last.status != _THROTTLED:
        yield Hole(last, f"429 by the {MOST}th try")
    elif len(known) != len(unknown):
        wanted = f"as many tries as at an account: {len(known)}, not {len(unknown)}"
        yield Hole(last, wanted)


def _guesses(target: Target, account: Account) -> list[Reply]:
    """The answers to wrong passwords, until one is that there were too many."""
    replies: list[Reply] = []
    while len(replies) < MOST and not (replies and replies[-1].status == _THROTTLED):
        wrong = replace(account, password=f"guess-{len(replies)}-of-many")
        replies.append(target.try_password(wrong))
    return replies


def _retry_after(reply: Reply) -> Iterator[Hole]:
    seconds = reply.headers.get("retry-after", "")
    if not seconds.isdigit() or int(seconds) < 1:
        yield Hole(reply, "a Retry-After of some seconds")


def _account(target: Target) -> Account:
    if target.kind not in {"password", "basic"}:
        raise DoesNotApplyError
    return target.account()


GUESSING: Family = {
    "brute force at one account": _one_account,
    "brute force at an unknown account": _unknown_account,
}
