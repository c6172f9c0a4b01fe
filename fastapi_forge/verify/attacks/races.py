"""Parallel requests that must not both succeed."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.credentials import Headers, login_of
from fastapi_forge.verify.attacks.exchange import Reply, Request
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Hole,
    require_success,
    unless,
)
from fastapi_forge.verify.attacks.sessions import managed
from fastapi_forge.verify.attacks.target import Target

_ROUNDS = 4


def _administrators(target: Target) -> Iterator[Hole]:
    """Let the last two administrators demote or block each other at the same time."""
    if target.kind not in {"password", "basic"}:
        raise DoesNotApplyError
    accounts = target.shared_account, target.account()
    first, second = (managed(target, "change_user", account) for account in accounts)
    roles, active = target.account_member("roles"), target.account_member("active")
    administrator = {roles: [target.role("administrator")], active: True}
    changes: tuple[dict[str, object], ...] = ({roles: []}, {active: False})
    for change in changes * _ROUNDS:
        for path in (first, second):
            require_success(
                target.client.request("patch", path, target.headers, body=administrator)
            )
        clients = [target.headers_of(account) for account in accounts]
        replies = target.client.request_in_parallel(
            Request(method="patch", path=second, headers=clients[0], body=change),
            Request(method="patch", path=first, headers=clients[1], body=change),
        )
        holes = list(_unless_one(replies, how=str(change)))
        yield from holes
        if holes:
            break
    for path in (first, second):
        body = {roles: [target.role("writer")], active: True}
        require_success(target.client.request("patch", path, target.headers, body=body))


def _keys(target: Target) -> Iterator[Hole]:
    """Let two keys revoke each other; one that manages keys must remain."""
    if target.kind != "key":
        raise DoesNotApplyError
    operation = target.find("revoke_key")
    for _ in range(_ROUNDS):
        made = [
            require_success(target.make_key(target.all_permissions)) for _ in range(2)
        ]
        first, second = (operation.at(reply.member("id")) for reply in made)
        clients = [target.key_headers(reply) for reply in made]
        holes = list(_unless_one(_deletions(target, (second, first), clients)))
        yield from holes
        if holes:
            return


def _refresh(target: Target) -> Iterator[Hole]:
    """Use a refresh token twice; if both get tokens, these must share a session."""
    first = target.log_in(target.account())
    path = target.find("refresh").path
    form = {"grant_type": "refresh_token", "refresh_token": first.refresh}
    request = Request(method="post", path=path, form=form)
    one, another = target.client.request_in_parallel(request, request)
    if one.ok and another.ok:
        used = login_of(require_success(target.refresh(login_of(one).refresh)))
        require_success(target.refresh(used.refresh))
        reply = target.refresh(login_of(another).refresh)
        yield from unless(reply, 400, 401, 403, how="the second response")


def _deletions(
    target: Target, paths: tuple[str, str], clients: list[Headers]
) -> list[Reply]:
    pairs = zip(paths, clients, strict=True)
    return target.client.request_in_parallel(
        *(
            Request(method="delete", path=path, headers=headers)
            for path, headers in pairs
        )
    )


def _unless_one(replies: list[Reply], how: str = "") -> Iterator[Hole]:
    if sum(reply.ok for reply in replies) > 1:
        yield Hole(replies[-1], "4xx, because the other one succeeded", how)
    for reply in replies:
        if reply.status >= 500 and reply.status != 503:  # noqa: PLR2004
            yield Hole(reply, "2xx, 4xx or 503", how)


RACES: Family = {
    "administrators who remove each other": _administrators,
    "keys that revoke each other": _keys,
    "refresh token used twice at the same time": _refresh,
}
