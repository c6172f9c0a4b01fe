"""API keys of accounts: no more permissions than the account, and no longer valid."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.credentials import Account, Login
from fastapi_forge.verify.attacks.exchange import Reply
from fastapi_forge.verify.attacks.findings import (
    Hole,
    require_success,
    unless,
)
from fastapi_forge.verify.attacks.sessions import managed
from fastapi_forge.verify.attacks.target import Target


def _of_another_account(target: Target) -> Iterator[Hole]:
    """Read, rotate and revoke a key as another user who knows its id."""
    made = _make(target, _login(target, target.account()))
    stranger = target.ordinary()
    for name in ("read_key", "rotate_key", "revoke_key"):
        operation = target.find(name)
        path = operation.at(made.member("id"))
        reply = target.client.request(operation.method, path, stranger)
        yield from unless(reply, 403, 404)
    yield from unless(
        target.request_probe(target.key_headers(made)), 200, how="afterwards"
    )


def _more_than_its_account(target: Target) -> Iterator[Hole]:
    owner = _login(target, target.account())
    reply = target.make_key(target.all_permissions, headers=owner.headers)
    yield from unless(reply, 403)


def _deactivated(target: Target) -> Iterator[Hole]:
    account = target.account()
    key = target.key_headers(_make(target, _login(target, account)))
    path = managed(target, "change_user", account)
    change = {target.account_member("active"): False}
    require_success(target.client.request("patch", path, target.headers, body=change))
    yield from unless(target.request_probe(key), 401, 403)


def _deleted(target: Target) -> Iterator[Hole]:
    account = target.account()
    key = target.key_headers(_make(target, _login(target, account)))
    path = managed(target, "delete_user", account)
    require_success(target.client.request("delete", path, target.headers))
    yield from unless(target.request_probe(key), 401, 403)


def _login(target: Target, account: Account) -> Login:
    """Log in; raise DoesNotApplyError unless users can create keys."""
    target.find("create_key")
    return target.log_in(account)


def _make(target: Target, owner: Login) -> Reply:
    """Create a key with the account's permissions, except managing keys."""
    permissions = [
        permission for permission in owner.scope.split() if "key" not in permission
    ]
    return require_success(target.make_key(permissions, headers=owner.headers))


ACCOUNT_KEYS: Family = {
    "key of another account": _of_another_account,
    "key with more permissions than its account": _more_than_its_account,
    "key of a deactivated account": _deactivated,
    "key of a deleted account": _deleted,
}
