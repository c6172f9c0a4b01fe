"""Objects of users: created by a POST, then found by their id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi_forge.verify.attacks.credentials import Headers
from fastapi_forge.verify.attacks.document import Operation, unlike_others
from fastapi_forge.verify.attacks.exchange import Reply
from fastapi_forge.verify.attacks.surface import MANAGEMENT
from fastapi_forge.verify.attacks.target import Target

OWNER = "owner_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    collection: Operation
    """The POST that created it."""
    made: Reply

    @property
    def identifier(self) -> object:
        return self.made.member("id")

    @property
    def is_owned(self) -> bool:
        return self.made.member(OWNER) is not None

    @property
    def path(self) -> str:
        return f"{self.collection.path}/{self.identifier}"

    def operations(self, target: Target) -> Iterator[Operation]:
        """Everything below its path."""
        start = f"{self.collection.path}/{{"
        for operation in target.secured:
            if operation.path.startswith(start):
                yield operation


def collections(target: Target) -> Iterator[Operation]:
    """Return where objects with an owner can be created."""
    paths = {it.path for it in target.secured if it.method == "get" and it.parameters}
    for operation in target.secured:
        leads_on = any(it.startswith(f"{operation.path}/{{") for it in paths)
        # Accounts and sessions have attacks of their own.
        is_thing = not {*MANAGEMENT, "auth"}.intersection(operation.path.split("/"))
        is_post = operation.method == "post" and not operation.parameters
        if is_post and leads_on and is_thing:
            yield operation


def make(target: Target, collection: Operation, headers: Headers) -> Thing | None:
    """Return a new object, or None if the body needs more than its schema says."""
    body = collection.body()
    if body is None:
        return None
    reply = target.client.ask(
        "post", collection.at(), headers, body=unlike_others(body)
    )
    if not reply.ok or reply.member("id") is None:
        return None
    return Thing(collection=collection, made=reply)
