"""Objects of users: created by a POST, then found by their id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi_forge.verify.attacks.credentials import Headers
from fastapi_forge.verify.attacks.document import Operation, with_unique_values
from fastapi_forge.verify.attacks.exchange import Reply
from fastapi_forge.verify.attacks.target import Target

OWNER = "owner_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceObject:
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
        """Return all operations below its path."""
        start = f"{self.collection.path}/{{"
        for operation in target.secured:
            if operation.path.startswith(start):
                yield operation


def collections(target: Target) -> Iterator[Operation]:
    """Return where objects with an owner can be created."""
    paths = {
        operation.path
        for operation in target.secured
        if operation.method == "get" and operation.parameters
    }
    for operation in target.secured:
        leads_on = any(path.startswith(f"{operation.path}/{{") for path in paths)
        # Accounts and keys have attacks of their own.
        is_object = not target.is_management(operation)
        is_post = operation.method == "post" and not operation.parameters
        if is_post and leads_on and is_object:
            yield operation


def create_object(
    target: Target, collection: Operation, headers: Headers
) -> ServiceObject | None:
    """Return a new object, or None if the body needs more than its schema says."""
    body = collection.body()
    if body is None:
        return None
    reply = target.client.request(
        "post", collection.at(), headers, body=with_unique_values(body)
    )
    if not reply.ok or reply.member("id") is None:
        return None
    return ServiceObject(collection=collection, made=reply)
