"""Revoked sessions, and tokens used for the wrong purpose."""

from __future__ import annotations

import time
from collections.abc import Iterator

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.credentials import Account, Login, bearer, login_of
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Hole,
    require_success,
    unless,
)
from fastapi_forge.verify.attacks.target import Target

_LONGEST_GRACE = 15.0
_REFUSED = (400, 401, 403)
"""RFC 6749 answers a refused grant with 400; other services answer 401 or 403."""


def _refresh_as_access(target: Target) -> Iterator[Hole]:
    refresh = target.login.refresh
    if not refresh:
        raise DoesNotApplyError
    yield from unless(target.request_probe(bearer(refresh)), 401)


def _access_as_refresh(target: Target) -> Iterator[Hole]:
    yield from unless(target.refresh(target.login.access), *_REFUSED)


def _replayed_refresh(target: Target) -> Iterator[Hole]:
    """Replay a token at once, like a double click, and after its successor was used."""
    _ = target.spent
    first = target.log_in(target.account())
    second = login_of(require_success(target.refresh(first.refresh)))
    again = target.refresh(first.refresh)
    yield from unless(again, 200, *_REFUSED, how="at once")
    if again.ok:
        third = login_of(require_success(target.refresh(second.refresh)))
        second = login_of(require_success(target.refresh(third.refresh)))
        first = login_of(again)
    # A tolerated double click must not start a second session.
    yield from unless(target.refresh(first.refresh), *_REFUSED, how="the replay")
    yield from _is_revoked(target, second, "what the thief can do after the replay")


def _late_replay(target: Target) -> Iterator[Hole]:
    """Replay a token after the time for double clicks."""
    first, second, moment = target.spent
    time.sleep(max(0, moment + _LONGEST_GRACE - time.monotonic()))
    yield from unless(target.refresh(first.refresh), *_REFUSED, how="the replay")
    yield from _is_revoked(target, second, "what the thief can do after the replay")


def _wider_scope(target: Target) -> Iterator[Hole]:
    """Refresh a login with a limited scope for a wider one."""
    account = target.account()
    everything = target.log_in(account).scope.split()
    if len(everything) < 2:  # noqa: PLR2004 - nothing to leave out
        raise DoesNotApplyError
    limited = target.log_in(account, everything[0])
    reply = target.refresh(limited.refresh, " ".join(everything))
    more = set(login_of(reply).scope.split()) - {everything[0]}
    if reply.ok and more:
        yield Hole(reply, f"at most the scope {everything[0]}")


def _after_logout(target: Target) -> Iterator[Hole]:
    login = target.log_in(target.account())
    path = target.find("log_out").path
    require_success(target.client.request("post", path, login.headers))
    yield from _is_revoked(target, login, "after the logout")


def _deactivated(target: Target) -> Iterator[Hole]:
    account = target.account()
    logins = _logins(target, account)
    path = managed(target, "change_user", account)
    blocked = target.client.request(
        "patch", path, target.headers, body={target.account_member("active"): False}
    )
    require_success(blocked)
    yield from _is_locked_out(target, account, logins)


def _deleted(target: Target) -> Iterator[Hole]:
    account = target.account()
    logins = _logins(target, account)
    path = managed(target, "delete_user", account)
    require_success(target.client.request("delete", path, target.headers))
    yield from _is_locked_out(target, account, logins)


def _changed_password(target: Target) -> Iterator[Hole]:
    account = target.account()
    others = _logins(target, account)
    new = target.new_credentials().password
    path = target.find("change_account").path
    body = {"password": new, "current_password": account.password}
    require_success(
        target.client.request("patch", path, target.headers_of(account), body=body)
    )
    yield from unless(target.try_password(account), 400, 401, how="the old password")
    for login in others:
        yield from _is_revoked(target, login, "another session")


def _password_without_the_old_one(target: Target) -> Iterator[Hole]:
    account = target.account()
    headers = target.headers_of(account)
    path = target.find("change_account").path
    new = target.new_credentials().password
    for body in ({"password": new}, {"password": new, "current_password": f"{new}!"}):
        reply = target.client.request("patch", path, headers, body=body)
        yield from unless(reply, 400, 401, 403, 422, how=", ".join(body))


def _logins(target: Target, account: Account) -> list[Login]:
    return [target.log_in(account)] if target.kind == "password" else []


def managed(target: Target, name: str, account: Account) -> str:
    """Return where administrators find the account for an operation."""
    operation = target.find(name)
    me = require_success(
        target.client.request("get", target.probe, target.headers_of(account))
    )
    return operation.at(me.member("id"))


def _is_locked_out(
    target: Target, account: Account, logins: list[Login]
) -> Iterator[Hole]:
    reply = target.try_password(account)
    yield from unless(reply, *_REFUSED, how="its password")
    for login in logins:
        yield from _is_revoked(target, login, "an earlier session")


def _is_revoked(target: Target, login: Login, how: str) -> Iterator[Hole]:
    reply = target.request_probe(login.headers)
    yield from unless(reply, 401, 403, how=f"{how}: access token")
    if login.refresh:
        reply = target.refresh(login.refresh)
        yield from unless(reply, *_REFUSED, how=f"{how}: refresh token")


SESSIONS: Family = {
    "refresh token as access token": _refresh_as_access,
    "access token as refresh token": _access_as_refresh,
    "replayed refresh token": _replayed_refresh,
    "scope widened by a refresh": _wider_scope,
    "tokens after the logout": _after_logout,
    "deactivated account": _deactivated,
    "deleted account": _deleted,
    "sessions from before a password change": _changed_password,
    "password changed without the old one": _password_without_the_old_one,
}
LATE: Family = {"refresh token replayed later": _late_replay}
"""Attacks that run some time after the others."""
