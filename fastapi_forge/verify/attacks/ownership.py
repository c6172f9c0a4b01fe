"""Objects of one user, requested by another who knows their ids."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_forge.verify.attacks.document import unlike_others
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Family,
    Hole,
    prepared,
    unless,
)
from fastapi_forge.verify.attacks.target import Target
from fastapi_forge.verify.attacks.things import Thing, collections, make


def _by_id(target: Target) -> Iterator[Hole]:
    _, stranger = target.pair
    for thing in _owned(target):
        # DELETE comes last.
        found = sorted(thing.operations(target), key=lambda it: it.method == "delete")
        for operation in found:
            if operation.path[len(thing.collection.path) + 1] != "{":
                continue
            path = operation.at(thing.identifier)
            body = operation.body()
            sent = unlike_others(body) if body else None
            reply = target.client.ask(operation.method, path, stranger, body=sent)
            yield from unless(reply, 404)
        yield from _unchanged(target, thing)


def _in_lists(target: Target) -> Iterator[Hole]:
    _, stranger = target.pair
    for thing in _owned(target):
        listed = target.client.ask("get", thing.collection.path, stranger)
        items = listed.json if isinstance(listed.json, list) else listed.member("items")
        if listed.ok and any(it.get("id") == thing.identifier for it in items or []):
            yield Hole(listed, "a list without the objects of others")


def _owned(target: Target) -> list[Thing]:
    owner, _ = target.pair
    made = [make(target, it, owner) for it in collections(target)]
    owned = [it for it in made if it and it.is_owned]
    if not owned:
        raise DoesNotApplyError
    return owned


def _unchanged(target: Target, thing: Thing) -> Iterator[Hole]:
    owner, _ = target.pair
    reply = target.client.ask("get", thing.path, owner)
    if reply.json != thing.made.json:
        yield Hole(
            reply, "what the owner created", ("after the requests of another user")
        )


def _session_by_id(target: Target) -> Iterator[Hole]:
    ending = target.find("delete", "/auth/sessions/{}")
    listing = target.find("get", "/auth/sessions")
    owner, stranger = target.pair
    listed = prepared(target.client.ask("get", listing.at(), owner)).json
    for session in listed:
        reply = target.client.ask("delete", ending.at(session["id"]), stranger)
        yield from unless(reply, 404)
    yield from unless(target.let_in(owner), 200, how="its owner afterwards")


OWNERSHIP: Family = {
    "another user's object by its id": _by_id,
    "another user's object in a list": _in_lists,
    "another user's session by its id": _session_by_id,
}
