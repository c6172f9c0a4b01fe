"""The operations of the service under attack, as known from its document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from fastapi_forge.verify.attacks.credentials import Headers
from fastapi_forge.verify.attacks.document import Kind, Operation, operations
from fastapi_forge.verify.attacks.exchange import Client, Reply
from fastapi_forge.verify.attacks.findings import DoesNotApplyError
from fastapi_forge.verify.clients.account import Document

MANAGEMENT = {"users", "roles", "api-keys"}
"""Parts of paths for managing accounts, roles and keys."""
_PARAMETER = re.compile(r"\{[^}]+\}")


@dataclass(kw_only=True)
class Surface:
    client: Client
    document: Document
    kind: Kind
    headers: Headers
    """Of an administrator."""

    def find(self, method: str, suffix: str) -> Operation:
        """Return an operation by the end of its path, where `{}` is any parameter.

        Raise DoesNotApplyError.
        """
        for operation in operations(self.document):
            path = _PARAMETER.sub("{}", operation.path)
            if operation.method == method and path.endswith(suffix):
                return operation
        raise DoesNotApplyError

    @cached_property
    def secured(self) -> list[Operation]:
        return [
            operation for operation in operations(self.document) if operation.is_secured
        ]

    @cached_property
    def probe(self) -> str:
        """Return an operation that every authenticated user may read, preferably the
        account.

        Raise DoesNotApplyError.
        """
        simple = [
            operation.path
            for operation in self.secured
            if operation.method == "get"
            and not operation.parameters
            and not operation.needs_query
        ]
        for path in sorted(simple, key=_probe_rank):
            if self.client.request("get", path, self.headers).ok:
                return path
        raise DoesNotApplyError

    @property
    def has_probe(self) -> bool:
        try:
            return bool(self.probe)
        except DoesNotApplyError:
            return False

    def request_probe(self, headers: Headers) -> Reply:
        return self.client.request("get", self.probe, headers)


def _probe_rank(path: str) -> int:
    parts = set(path.split("/"))
    return 0 if "me" in parts else 1 + bool(parts & MANAGEMENT)
