"""Parallel requests that must not both succeed."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_forge.verify.attacks.credentials import Headers, login_of
from fastapi_forge.verify.attacks.exchange import Reply, Request
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Family,
    Hole,
    prepared,
    unless,
)
from fastapi_forge.verify.attacks.sessions import managed
from fastapi_forge.verify.attacks.target import Target

_ROUNDS = 4
_ADMIN = {"roles": ["admin"]}
_DEMOTED: dict[str, object] = {"roles": []}
_BLOCKED: dict[str, object] = {"is_active": False}


def _administrators(target: Target) -> Iterator[Hole]:
    """Two administrators who demote or block each other: the last two must not both
    succeed.
    """
    if target.kind not in {"password", "basic"}:
        raise DoesNotApplyError
    accounts = target.someone, target.account()
    first, second = (managed(target, "patch", account) for account in accounts)
    for change in (_DEMOTED, _BLOCKED) * _ROUNDS:
        for path in (first, second):
            body = {**_ADMIN, "is_active": True}
            prepared(target.client.ask("patch", path, target.headers, body=body))
        callers = [target.known(account) for account in accounts]
        replies = target.client.ask_at_once(
            Request(method="patch", path=second, headers=callers[0], body=change),
            Request(method="patch", path=first, headers=callers[1], body=change),
        )
        holes = list(_unless_one(replies, how=str(change)))
        yield from holes
        if holes:
            break
    for path in (first, second):
        body = {"roles": ["editor"], "is_active": True}
        prepared(target.client.ask("patch", path, target.headers, body=body))


def _keys(target: Target) -> Iterator[Hole]:
    """Two keys that revoke each other: one that manages keys must remain."""
    if target.kind != "key":
        raise DoesNotApplyError
    operation = target.find("delete", "/api-keys/{}")
    for _ in range(_ROUNDS):
        made = [prepared(target.make_key(target.all_permissions)) for _ in range(2)]
        first, second = (operation.at(it.member("id")) for it in made)
        callers = [target.key_headers(it) for it in made]
        holes = list(_unless_one(_deletions(target, (second, first), callers)))
        yield from holes
        if holes:
            return


def _refresh(target: Target) -> Iterator[Hole]:
    """If both get tokens, these must belong to one session."""
    first = target.log_in(target.account())
    path = target.find("post", "/refresh").path
    form = {"grant_type": "refresh_token", "refresh_token": first.refresh}
    request = Request(method="post", path=path, form=form)
    one, another = target.client.ask_at_once(request, request)
    if one.ok and another.ok:
        used = login_of(prepared(target.refresh(login_of(one).refresh)))
        prepared(target.refresh(used.refresh))
        reply = target.refresh(login_of(another).refresh)
        yield from unless(reply, 400, 401, 403, how="the second response")


def _deletions(
    target: Target, paths: tuple[str, str], callers: list[Headers]
) -> list[Reply]:
    pairs = zip(paths, callers, strict=True)
    return target.client.ask_at_once(
        *(Request(method="delete", path=path, headers=it) for path, it in pairs)
    )


def _unless_one(replies: list[Reply], how: str = "") -> Iterator[Hole]:
    if sum(it.ok for it in replies) > 1:
        yield Hole(replies[-1], "4xx, because the other one succeeded", how)
    for reply in replies:
        if reply.status >= 500 and reply.status != 503:  # noqa: PLR2004
            yield Hole(reply, "2xx, 4xx or 503", how)


RACES: Family = {
    "administrators who remove each other": _administrators,
    "keys that revoke each other": _keys,
    "refresh token used twice at the same time": _refresh,
}
