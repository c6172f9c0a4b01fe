"""The operations of the service under attack, as known from its document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from fastapi_forge.verify.attacks.credentials import Headers
from fastapi_forge.verify.attacks.document import Kind, Operation, operations
from fastapi_forge.verify.attacks.exchange import Client, Reply
from fastapi_forge.verify.attacks.findings import DoesNotApplyError
from fastapi_forge.verify.callers.account import Document

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
        return [it for it in operations(self.document) if it.is_secured]

    @cached_property
    def probe(self) -> str:
        """Return an operation that every authenticated user may read, preferably the
        account.

        Raise DoesNotApplyError.
        """
        simple = [
            it.path
            for it in self.secured
            if it.method == "get" and not it.parameters and not it.needs_query
        ]
        for path in sorted(simple, key=_is_about_others):
            if self.client.ask("get", path, self.headers).ok:
                return path
        raise DoesNotApplyError

    @property
    def has_probe(self) -> bool:
        try:
            return bool(self.probe)
        except DoesNotApplyError:
            return False

    def let_in(self, headers: Headers) -> Reply:
        return self.client.ask("get", self.probe, headers)


def _is_about_others(path: str) -> int:
    parts = set(path.split("/"))
    return 0 if "me" in parts else 1 + bool(parts & MANAGEMENT)
