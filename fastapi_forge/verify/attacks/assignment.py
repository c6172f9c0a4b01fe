"""Protected members of a body: rejected, or without effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from fastapi_forge.verify.attacks.document import Operation, unlike_others
from fastapi_forge.verify.attacks.exchange import Reply
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Family,
    Hole,
    prepared,
)
from fastapi_forge.verify.attacks.target import Target
from fastapi_forge.verify.attacks.things import OWNER, collections, make

_ID = 987_654_321
_REFUSED = 422
OF_ACCOUNTS: Mapping[str, object] = {
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
_OF_THINGS: Mapping[str, object] = {
    "id": _ID,
    "created_at": "2001-01-01T00:00:00Z",
    **dict.fromkeys(_OWNERS, _ID),
}


def _at_registration(target: Target) -> Iterator[Hole]:
    account = target.unknown()

    def send(extra: Mapping[str, object]) -> Reply:
        nonlocal account
        account = target.unknown()
        return target.register(account, extra)

    for reply, extra in _accepted(send, OF_ACCOUNTS):
        me = target.client.ask("get", target.probe, target.known(account))
        yield from _effects(reply, extra)
        if not me.ok:
            yield Hole(
                me, "200, because the account was just created", ", ".join(extra)
            )
        yield from _effects(me, extra)


def _of_ones_account(target: Target) -> Iterator[Hole]:
    operation = target.find("patch", "/me")
    headers = target.known(target.account())

    def send(extra: Mapping[str, object]) -> Reply:
        return target.client.ask("patch", operation.path, headers, body=extra)

    for reply, extra in _accepted(send, OF_ACCOUNTS):
        yield from _effects(reply, extra)
        me = target.client.ask("get", target.probe, headers)
        if not me.ok:
            yield Hole(me, "200, as before the request", ", ".join(extra))
        yield from _effects(me, extra)


def _of_things(target: Target) -> Iterator[Hole]:
    owner, _ = target.pair
    tried = False
    for collection in collections(target):
        thing = make(target, collection, owner)
        if thing is None:
            continue
        tried = True
        extras = _for_another(target, collection)
        body = collection.body() or {}
        whole = "put"
        for method, path in (
            ("post", collection.path),
            (whole, thing.path),
            ("patch", thing.path),
        ):
            known = {"post": body, "put": body, "patch": {}}[method]

            def send(
                extra: Mapping[str, object],
                method: str = method,
                path: str = path,
                known: Mapping[str, object] = known,
            ) -> Reply:
                sent = {**unlike_others(known), **extra}
                return target.client.ask(method, path, owner, body=sent)

            for reply, extra in _accepted(send, extras):
                yield from _effects(reply, extra)
    if not tried:
        raise DoesNotApplyError


def _for_another(target: Target, collection: Operation) -> Mapping[str, object]:
    """Protected members of an object, with an id of another user.

    The user exists: the foreign key would reject an unknown owner, and the hole would
    look like a conflict.
    """
    _, stranger = target.pair
    theirs = make(target, collection, stranger)
    if theirs is None or not theirs.is_owned:
        return _OF_THINGS
    return {**_OF_THINGS, **dict.fromkeys(_OWNERS, theirs.made.member(OWNER))}


def _own_roles(target: Target) -> Iterator[Hole]:
    """As an administrator could, for one's own account."""
    operation = target.find("patch", "/users/{}")
    headers = target.known(target.account())
    me = prepared(target.client.ask("get", target.probe, headers))
    path = operation.at(me.member("id"))
    reply = target.client.ask("patch", path, headers, body={"roles": ["admin"]})
    if reply.status not in {401, 403, 404}:
        yield Hole(reply, "403")


def _accepted(
    send: Callable[[Mapping[str, object]], Reply], extras: Mapping[str, object]
) -> Iterator[tuple[Reply, Mapping[str, object]]]:
    """Requests that were not rejected: all members together, then each member that the
    rejection does not name.
    """
    reply = send(extras)
    if reply.status == _REFUSED:
        unnamed = {it: value for it, value in extras.items() if it not in reply.text}
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
    "mass assignment of one's own account": _of_ones_account,
    "mass assignment of an object": _of_things,
    "change of one's own roles": _own_roles,
}
