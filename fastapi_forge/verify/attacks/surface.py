"""The operations of the service under attack, as known from its document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from fastapi_forge.verify.attacks.credentials import Headers
from fastapi_forge.verify.attacks.document import Kind, Operation, operations
from fastapi_forge.verify.attacks.exchange import Client, Reply
from fastapi_forge.verify.attacks.findings import DoesNotApplyError
from fastapi_forge.verify.clients.account import Document
from fastapi_forge.verify.conventions import Conventions

_PARAMETER = re.compile(r"\{[^}]+\}")


@dataclass(kw_only=True)
class Surface:
    client: Client
    document: Document
    conventions: Conventions
    kind: Kind
    headers: Headers
    """Of an administrator."""

    def find(self, name: str) -> Operation:
        """Return an operation of the conventions; raise DoesNotApplyError."""
        wanted = self.conventions.operations.get(name)
        if wanted is None:
            raise DoesNotApplyError
        for operation in operations(self.document):
            path = _PARAMETER.sub("{}", operation.path)
            if operation.method == wanted.method and path.endswith(wanted.suffix):
                return operation
        raise DoesNotApplyError

    def role(self, name: str) -> str:
        """Return the service's word for a role; raise DoesNotApplyError."""
        return _declared(self.conventions.roles, name)

    def account_member(self, name: str) -> str:
        """Return a member of accounts in JSON; raise DoesNotApplyError."""
        return _declared(self.conventions.members, name)

    def is_management(self, operation: Operation) -> bool:
        """Return whether an operation manages accounts, roles or keys."""
        return self._is_managed(operation.path)

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
        for path in sorted(simple, key=self._probe_rank):
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

    def _probe_rank(self, path: str) -> int:
        account = self.conventions.operations.get("change_account")
        if account and path.endswith(account.suffix):
            return 0
        return 1 + self._is_managed(path)

    def _is_managed(self, path: str) -> bool:
        return not {*self.conventions.management}.isdisjoint(path.split("/"))


def _declared(words: Mapping[str, str], name: str) -> str:
    if name not in words:
        raise DoesNotApplyError
    return words[name]
