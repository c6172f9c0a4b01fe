"""Take over an account by its address, its password or keys that outlive it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.credentials import Account, Headers
from fastapi_forge.verify.attacks.exchange import Reply
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Hole,
    PreconditionError,
    require_success,
    unless,
)
from fastapi_forge.verify.attacks.target import Target

_MOST_KEYS = 100
_AT_ONCE = 12
_CONFLICT = 409


def _address_without_the_password(target: Target) -> Iterator[Hole]:
    path = _account_path(target)
    headers = target.headers_of(target.account())
    new = target.new_credentials()
    for body in (
        {"email": new.email},
        {"email": new.email, "current_password": new.password},
    ):
        reply = target.client.request("patch", path, headers, body=body)
        yield from unless(reply, 400, 401, 403, 422, how=", ".join(body))


def _unconfirmed_address(target: Target) -> Iterator[Hole]:
    """Use a new address that has not been confirmed yet."""
    path = _account_path(target)
    account, new = target.account(), target.new_credentials()
    headers = target.headers_of(account)
    body = {"email": new.email, "current_password": account.password}
    require_success(target.client.request("patch", path, headers, body=body))
    me = target.request_probe(headers)
    if me.member("email") == new.email:
        yield Hole(me, "the old address until the new one is confirmed")
    reply = target.try_password(replace(account, username=new.email))
    yield from unless(reply, 400, 401, how="a login with the new address")


def _by_key(target: Target) -> Iterator[Hole]:
    """Change the account with a key that has all of its permissions."""
    account = target.account()
    target.find("create_key")
    owner = target.log_in(account)
    made = target.make_key(owner.scope.split(), headers=owner.headers)
    yield from _changes(target, account, target.key_headers(require_success(made)))


def _by_limited_login(target: Target) -> Iterator[Hole]:
    account = target.account()
    scopes = target.log_in(account).scope.split()
    left_out = [scope for scope in scopes if "account" not in scope][:1]
    if not left_out:
        raise DoesNotApplyError
    limited = [scope for scope in scopes if scope not in left_out]
    login = target.log_in(account, " ".join(limited))
    yield from _changes(target, account, login.headers)


def _changes(target: Target, account: Account, headers: Headers) -> Iterator[Hole]:
    path = _account_path(target)
    new = target.new_credentials()
    known = {"current_password": account.password}
    for body in (
        {"email": new.email, **known},
        {"password": new.password, **known},
        {"username": new.username},
    ):
        reply = target.client.request("patch", path, headers, body=body)
        yield from unless(reply, 401, 403, how=", ".join(body))
    path = target.find("end_sessions").path
    yield from unless(target.client.request("delete", path, headers), 401, 403)


def _longer_key(target: Target) -> Iterator[Hole]:
    """Extend the lifetime of a key that may create keys and expires tomorrow."""
    managing = [
        permission for permission in target.all_permissions if "key" in permission
    ]
    if not managing:
        raise DoesNotApplyError
    lasting = require_success(target.make_key(managing))
    maker = require_success(target.make_key(managing, expires_in_days=1))
    end = _end(maker)
    if end is None:
        raise PreconditionError(maker)
    headers = target.key_headers(maker)
    replies = {
        "without an expiry": target.make_key(managing, headers=headers),
        "for longer": target.make_key(managing, headers=headers, expires_in_days=2),
    }
    operation = target.find("rotate_key")
    for how, key in {"one without an expiry": lasting, "itself": maker}.items():
        path = operation.at(key.member("id"))
        replies[f"rotates {how}"] = target.client.request("post", path, headers)
    for how, reply in replies.items():
        last = _end(reply)
        if reply.ok and (last is None or last > end):
            yield Hole(reply, f"403, or a key that expires at {end} or earlier", how)


def _crowd(target: Target) -> Iterator[Hole]:
    """Send parallel requests for the last key that an account may have."""
    target.find("create_key")
    owner = target.log_in(target.account())
    permissions = [
        permission for permission in owner.scope.split() if "key" not in permission
    ][:1]

    def make(_: int = 0) -> Reply:
        return target.make_key(permissions, headers=owner.headers)

    last = require_success(make())
    for _ in range(_MOST_KEYS):
        reply = make()
        if not reply.ok:
            break
        last = reply
    else:
        raise DoesNotApplyError
    if reply.status != _CONFLICT:
        raise PreconditionError(reply)
    path = target.find("revoke_key").at(last.member("id"))
    require_success(target.client.request("delete", path, owner.headers))
    with ThreadPoolExecutor(_AT_ONCE) as crowd:
        made = [reply for reply in crowd.map(make, range(_AT_ONCE)) if reply.ok]
    if len(made) != 1:
        yield Hole(made[-1] if made else reply, f"1 key, not {len(made)}")


def _account_path(target: Target) -> str:
    """Return the path of the account; raise DoesNotApplyError without an address."""
    operation = target.find("change_account")
    if "email" not in operation.members:
        raise DoesNotApplyError
    return operation.path


def _end(reply: Reply) -> datetime | None:
    text = reply.member("expires_at")
    return datetime.fromisoformat(text) if isinstance(text, str) else None


RECOVERY: Family = {
    "address changed without the password": _address_without_the_password,
    "address that counts before it is confirmed": _unconfirmed_address,
    "account changed by a key": _by_key,
    "account changed by a login with a limited scope": _by_limited_login,
    "key that creates one that lives longer": _longer_key,
    "more keys than allowed by parallel requests": _crowd,
}
