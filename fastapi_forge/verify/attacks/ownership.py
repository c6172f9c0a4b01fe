"""Objects of one user, requested by another who knows their ids."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.document import with_unique_values
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Hole,
    require_success,
    unless,
)
from fastapi_forge.verify.attacks.objects import (
    ServiceObject,
    collections,
    create_object,
)
from fastapi_forge.verify.attacks.target import Target


def _by_id(target: Target) -> Iterator[Hole]:
    _, stranger = target.pair
    for created in _owned(target):
        # DELETE comes last.
        found = sorted(
            created.operations(target),
            key=lambda operation: operation.method == "delete",
        )
        for operation in found:
            if operation.path[len(created.collection.path) + 1] != "{":
                continue
            path = operation.at(created.identifier)
            body = operation.body()
            sent = with_unique_values(body) if body else None
            reply = target.client.request(operation.method, path, stranger, body=sent)
            yield from unless(reply, 404)
        yield from _unchanged(target, created)


def _in_lists(target: Target) -> Iterator[Hole]:
    _, stranger = target.pair
    for created in _owned(target):
        listed = target.client.request("get", created.collection.path, stranger)
        items = listed.json if isinstance(listed.json, list) else listed.member("items")
        if listed.ok and any(
            item.get("id") == created.identifier for item in items or []
        ):
            yield Hole(listed, "a list without the objects of others")


def _owned(target: Target) -> list[ServiceObject]:
    owner, _ = target.pair
    made = [
        create_object(target, collection, owner) for collection in collections(target)
    ]
    owned = [created for created in made if created and created.is_owned]
    if not owned:
        raise DoesNotApplyError
    return owned


def _unchanged(target: Target, created: ServiceObject) -> Iterator[Hole]:
    owner, _ = target.pair
    reply = target.client.request("get", created.path, owner)
    if reply.json != created.made.json:
        yield Hole(
            reply, "what the owner created", ("after the requests of another user")
        )


def _session_by_id(target: Target) -> Iterator[Hole]:
    ending = target.find("end_session")
    listing = target.find("list_sessions")
    owner, stranger = target.pair
    listed = require_success(target.client.request("get", listing.at(), owner)).json
    for session in listed:
        reply = target.client.request("delete", ending.at(session["id"]), stranger)
        yield from unless(reply, 404)
    yield from unless(target.request_probe(owner), 200, how="its owner afterwards")


OWNERSHIP: Family = {
    "another user's object by its id": _by_id,
    "another user's object in a list": _in_lists,
    "another user's session by its id": _session_by_id,
}
