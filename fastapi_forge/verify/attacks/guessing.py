"""Brute force, which runs last because it ends in being locked out."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.browsing import login_operation, request_cookie
from fastapi_forge.verify.attacks.credentials import Account, Headers, basic
from fastapi_forge.verify.attacks.exchange import Reply, Request
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Hole,
    unless,
)
from fastapi_forge.verify.attacks.target import Target

MAX_GUESSES = 30
"""Maximum number of guesses for one account."""
MAX_PARALLEL_GUESSES = 15
MAX_ADDRESS_GUESSES = 150
"""Maximum number of guesses from one address, for any account."""
_THROTTLED = 429


def _one_account(target: Target) -> Iterator[Hole]:
    victim, bystander = _account(target), _account(target)
    replies = _guesses(target, victim)
    last = replies[-1]
    if last.status != _THROTTLED:
        yield Hole(last, f"429 after at most {MAX_GUESSES} wrong passwords")
        return
    yield from _retry_after(last)
    yield from unless(target.try_password(victim), 429, how="then the right password")
    by_email = replace(victim, username=victim.email)
    reply = target.try_password(by_email)
    yield from unless(reply, 429, how="the same account by its address")
    shouted = replace(victim, username=victim.username.upper())
    yield from unless(target.try_password(shouted), 400, 401, 429, how="in capitals")
    yield from unless(target.try_password(bystander), 200, how="another account")


def _at_once(target: Target) -> Iterator[Hole]:
    """Send more guesses than allowed before reading any response."""
    victim = _account(target)
    allowed = len(_guesses(target, target.new_credentials())) - 1
    guesses = [
        _guess(target, _wrong(victim, number)) for number in range(MAX_PARALLEL_GUESSES)
    ]
    *wrong, right = target.client.request_in_parallel(*guesses, _guess(target, victim))
    answered = [reply for reply in wrong if reply.status != _THROTTLED]
    # A correct guess may come in time, and resets those before it.
    if len(answered) > allowed * (2 if right.ok else 1):
        yield Hole(
            answered[-1],
            (f"429 after {allowed} wrong passwords, not after {len(answered)}"),
        )
    yield from unless(target.try_password(victim), 429, how="then the right password")


def _unknown_account(target: Target) -> Iterator[Hole]:
    known = _guesses(target, _account(target))
    unknown = _guesses(target, target.new_credentials())
    last = unknown[-1]
    if last.status != _THROTTLED:
        yield Hole(last, f"429 after at most {MAX_GUESSES} attempts")
    elif len(known) != len(unknown):
        wanted = (
            f"as many attempts as for an existing account: {len(known)}, not"
            f" {len(unknown)}"
        )
        yield Hole(last, wanted)


def _forged_addresses(target: Target) -> Iterator[Hole]:
    """Send headers that only a proxy in front of the service may set."""
    if target.kind not in {"password", "basic"}:
        raise DoesNotApplyError
    account = target.new_credentials()

    def guess(number: int) -> Reply:
        address = f"203.0.113.{number}"
        headers = {
            "X-Forwarded-For": address,
            "X-Real-IP": address,
            "Forwarded": f"for={address}",
        }
        request = _guess(target, _wrong(account, number), headers)
        return target.client.request_in_parallel(request)[0]

    yield from _unlimited(guess)


def _by_cookie(target: Target) -> Iterator[Hole]:
    login_operation(target)
    victim = _account(target)
    yield from _unlimited(lambda number: request_cookie(target, _wrong(victim, number)))
    yield from unless(request_cookie(target, victim), 429, how="the right password")
    yield from unless(target.try_password(victim), 429, how="for a token")


def _current_password(target: Target) -> Iterator[Hole]:
    """Guess the current password in a session that was left open."""
    if target.kind == "basic":
        # Every request contains the password that would be guessed.
        raise DoesNotApplyError
    path = target.find("change_account").path
    account = _account(target)
    headers = target.headers_of(account)
    new = target.new_credentials().password

    def guess(current: str) -> Reply:
        body = {"password": new, "current_password": current}
        return target.client.request("patch", path, headers, body=body)

    yield from _unlimited(lambda number: guess(_wrong(account, number).password))
    yield from unless(guess(account.password), 429, how="then the right password")


def _one_key(target: Target) -> Iterator[Hole]:
    """Guess the secret of a key whose public part is known."""
    [(header, key)] = target.client_with(target.some_permissions).items()
    mark = re.search(r"[._]", key)
    if mark is None:
        raise DoesNotApplyError
    start = key[: mark.end()]
    yield from _unlimited(
        lambda _: target.request_probe({header: start + _random(len(key) - len(start))})
    )
    yield from unless(
        target.request_probe({header: key}), 429, how="then the right key"
    )


def _one_address(target: Target) -> Iterator[Hole]:
    """Guess for a different account each time, until the address is blocked."""
    if target.kind in {"password", "basic"}:
        yield from _unlimited(lambda _: _reset(target), MAX_ADDRESS_GUESSES)
        reply = target.try_password(target.shared_account)
    else:
        [(header, key)] = target.client_with(target.some_permissions).items()
        # Keys that look like this one, but are different.
        head, mark, tail = re.split(r"([._])", key, maxsplit=1)
        yield from _unlimited(
            lambda _: target.request_probe(
                {header: secrets.token_hex(len(head))[: len(head)] + mark + tail}
            ),
            MAX_ADDRESS_GUESSES,
        )
        reply = target.request_probe({header: key})
    yield from unless(reply, 429, how="then the right credentials")


def _reset(target: Target) -> Reply:
    path = target.find("confirm_password_reset").path
    body = {"token": _random(43), "password": target.new_credentials().password}
    return target.client.request("post", path, body=body)


def _unlimited(
    guess: Callable[[int], Reply], most: int = MAX_GUESSES
) -> Iterator[Hole]:
    """Yield a hole unless this many guesses are finally rejected."""
    for number in range(most):
        reply = guess(number)
        if reply.status == _THROTTLED:
            return
    yield Hole(reply, f"429 after at most {most} guesses")


def _guess(target: Target, account: Account, headers: Headers | None = None) -> Request:
    """Return a login request in the form that the service expects."""
    shown: Headers = headers or {}
    if target.kind == "basic":
        shown = {**basic(account.username, account.password), **shown}
        return Request(method="get", path=target.probe, headers=shown)
    form = {"username": account.username, "password": account.password}
    return Request(method="post", path=target.token_path, headers=shown, form=form)


def _guesses(target: Target, account: Account) -> list[Reply]:
    """Return the responses to wrong passwords, up to the first rejection for their
    number.
    """
    replies: list[Reply] = []
    while len(replies) < MAX_GUESSES and not (
        replies and replies[-1].status == _THROTTLED
    ):
        replies.append(target.try_password(_wrong(account, len(replies))))
    return replies


def _wrong(account: Account, number: int) -> Account:
    return replace(account, password=f"guess-{number}-of-many")


def _random(length: int) -> str:
    return secrets.token_urlsafe(length)[:length]


def _retry_after(reply: Reply) -> Iterator[Hole]:
    seconds = reply.headers.get("retry-after", "")
    if not seconds.isdigit() or int(seconds) < 1:
        yield Hole(reply, "a Retry-After of a few seconds")


def _account(target: Target) -> Account:
    if target.kind not in {"password", "basic"}:
        raise DoesNotApplyError
    return target.account()


GUESSING: Family = {
    "brute force on one account": _one_account,
    "brute force by parallel guesses": _at_once,
    "brute force on an unknown account": _unknown_account,
    "brute force from forged addresses": _forged_addresses,
    "brute force by cookie": _by_cookie,
    "brute force on the current password": _current_password,
    "brute force on a key": _one_key,
    # It blocks the address, so no attack can follow.
    "brute force from one address": _one_address,
}
