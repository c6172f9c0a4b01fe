"""Protected members of a body: rejected, or without effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.document import Operation, with_unique_values
from fastapi_forge.verify.attacks.exchange import Reply
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Hole,
    require_success,
)
from fastapi_forge.verify.attacks.objects import OWNER, collections, create_object
from fastapi_forge.verify.attacks.target import Target

_ID = 987_654_321
_REFUSED = 422
ACCOUNT_MEMBERS: Mapping[str, object] = {
    "roles": ["admin"],
    "role": "admin",
    "is_admin": True,
    "is_superuser": True,
    "is_active": False,
    "permissions": ["users:write"],
    "scope": "users:write",
    "id": _ID,
    "owner_id": _ID,
    "hashed_password": "$2b$04$attacker",
}
_OWNERS = (OWNER, "owner", "user_id")
_OBJECT_MEMBERS: Mapping[str, object] = {
    "id": _ID,
    "created_at": "2001-01-01T00:00:00Z",
    **dict.fromkeys(_OWNERS, _ID),
}


def _at_registration(target: Target) -> Iterator[Hole]:
    account = target.new_credentials()

    def send(extra: Mapping[str, object]) -> Reply:
        nonlocal account
        account = target.new_credentials()
        return target.register(account, extra)

    for reply, extra in _accepted(send, ACCOUNT_MEMBERS):
        me = target.client.request("get", target.probe, target.headers_of(account))
        yield from _effects(reply, extra)
        if not me.ok:
            yield Hole(
                me, "200, because the account was just created", ", ".join(extra)
            )
        yield from _effects(me, extra)


def _of_own_account(target: Target) -> Iterator[Hole]:
    operation = target.find("change_account")
    headers = target.headers_of(target.account())

    def send(extra: Mapping[str, object]) -> Reply:
        return target.client.request("patch", operation.path, headers, body=extra)

    for reply, extra in _accepted(send, ACCOUNT_MEMBERS):
        yield from _effects(reply, extra)
        me = target.client.request("get", target.probe, headers)
        if not me.ok:
            yield Hole(me, "200, as before the request", ", ".join(extra))
        yield from _effects(me, extra)


def _of_objects(target: Target) -> Iterator[Hole]:
    owner, _ = target.pair
    tried = False
    for collection in collections(target):
        created = create_object(target, collection, owner)
        if created is None:
            continue
        tried = True
        extras = _for_another(target, collection)
        body = collection.body() or {}
        whole = "put"
        for method, path in (
            ("post", collection.path),
            (whole, created.path),
            ("patch", created.path),
        ):
            known = {"post": body, "put": body, "patch": {}}[method]

            def send(
                extra: Mapping[str, object],
                method: str = method,
                path: str = path,
                known: Mapping[str, object] = known,
            ) -> Reply:
                sent = {**with_unique_values(known), **extra}
                return target.client.request(method, path, owner, body=sent)

            for reply, extra in _accepted(send, extras):
                yield from _effects(reply, extra)
    if not tried:
        raise DoesNotApplyError


def _for_another(target: Target, collection: Operation) -> Mapping[str, object]:
    """Return protected members of an object, with the id of another user.

    The user exists: the foreign key would reject an unknown owner, and the hole would
    look like a conflict.
    """
    _, stranger = target.pair
    other = create_object(target, collection, stranger)
    if other is None or not other.is_owned:
        return _OBJECT_MEMBERS
    return {**_OBJECT_MEMBERS, **dict.fromkeys(_OWNERS, other.made.member(OWNER))}


def _own_roles(target: Target) -> Iterator[Hole]:
    """Change the roles of the own account as an administrator would."""
    operation = target.find("change_user")
    headers = target.headers_of(target.account())
    me = require_success(target.client.request("get", target.probe, headers))
    path = operation.at(me.member("id"))
    body = {target.account_member("roles"): [target.role("administrator")]}
    reply = target.client.request("patch", path, headers, body=body)
    if reply.status not in {401, 403, 404}:
        yield Hole(reply, "403")


def _accepted(
    send: Callable[[Mapping[str, object]], Reply], extras: Mapping[str, object]
) -> Iterator[tuple[Reply, Mapping[str, object]]]:
    """Yield requests that were not rejected: with all members, then with each member
    that the rejection does not name.
    """
    reply = send(extras)
    if reply.status == _REFUSED:
        unnamed = {
            name: value for name, value in extras.items() if name not in reply.text
        }
        for name, value in unnamed.items():
            alone = {name: value}
            reply = send(alone)
            if reply.ok:
                yield reply, alone
    elif reply.ok:
        yield reply, extras


def _effects(reply: Reply, extra: Mapping[str, object]) -> Iterator[Hole]:
    for name, value in extra.items():
        if reply.ok and reply.member(name) == value:
            yield Hole(reply, f"422, or no effect of {name!r}", name)


ASSIGNMENT: Family = {
    "mass assignment at registration": _at_registration,
    "mass assignment of one's own account": _of_own_account,
    "mass assignment of an object": _of_objects,
    "change of one's own roles": _own_roles,
}
