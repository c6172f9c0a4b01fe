"""The service under attack, as far as its document and the one who runs it tell."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from fastapi_forge.verify.attacks.credentials import (
    Account,
    Headers,
    Login,
    basic,
    bearer,
    login_of,
)
from fastapi_forge.verify.attacks.document import (
    Kind,
    Operation,
    operations,
)
from fastapi_forge.verify.attacks.exchange import Client, Reply
from fastapi_forge.verify.attacks.findings import DoesNotApplyError, prepared
from fastapi_forge.verify.callers.account import (
    AccountError,
    Document,
    fetch_token,
    new_account,
    registrations,
    resolved,
    token_url,
)
from fastapi_forge.verify.callers.api_key import key_header

MANAGEMENT = {"users", "roles", "api-keys"}
"""Parts of paths at which accounts, roles and keys are managed."""
_PARAMETER = re.compile(r"\{[^}]+\}")


@dataclass(kw_only=True)
class Target:
    client: Client
    document: Document
    kind: Kind
    headers: Headers
    """Of somebody who may do everything."""
    other: Headers
    """Of another one; nothing where accounts can be opened."""
    secret: bytes
    """What tokens may be signed with."""
    issuer: str
    """The URL of the one whose tokens it takes, which mints whatever is asked for."""
    passwords: list[str] = field(default_factory=list)
    """Those that were used: none may be in an answer."""

    def find(self, method: str, suffix: str) -> Operation:
        """An operation by the end of its path, where `{}` is any parameter.

        Raises DoesNotApplyError.
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
        """What all callers who are known may read and no others, best their account.

        Raises DoesNotApplyError.
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

    def register(
        self, account: Account, extra: Mapping[str, object] | None = None
    ) -> Reply:
        for path, names in registrations(self.document):
            body = {name: getattr(account, name) for name in names}
            return self.client.ask("post", path, body={**body, **(extra or {})})
        raise DoesNotApplyError

    def account(self) -> Account:
        """A new one."""
        account = self.unknown()
        prepared(self.register(account))
        return account

    @cached_property
    def someone(self) -> Account:
        """One for all who need any: an address may not open as many as it likes."""
        return self.account()

    def unknown(self) -> Account:
        """One that nobody has opened yet."""
        account = Account(**new_account())
        self.passwords.append(account.password)
        return account

    def ask_for_token(self, account: Account, scope: str = "") -> Reply:
        form = {"username": account.username, "password": account.password}
        form |= {"scope": scope} if scope else {}
        return self.client.ask("post", self.token_path, form=form)

    def try_password(self, account: Account) -> Reply:
        """A login, in whatever way passwords are given."""
        if self.kind == "basic":
            return self.let_in(basic(account.username, account.password))
        return self.ask_for_token(account)

    def log_in(self, account: Account, scope: str = "") -> Login:
        return login_of(prepared(self.ask_for_token(account, scope)))

    @cached_property
    def spent(self) -> tuple[Login, Login, float]:
        """A login that was refreshed, what it got for it, and when."""
        first = self.log_in(self.account())
        second = login_of(prepared(self.refresh(first.refresh)))
        return first, second, time.monotonic()

    @cached_property
    def login(self) -> Login:
        """Of somebody of whom no more is asked than to be known."""
        if self.kind == "bearer":
            return Login(access=self.mint(), refresh="", scope="")
        return self.log_in(self.account())

    def refresh(self, token: str, scope: str = "") -> Reply:
        form = {"grant_type": "refresh_token", "refresh_token": token}
        form |= {"scope": scope} if scope else {}
        path = self.find("post", "/refresh").path
        return self.client.ask("post", path, form=form)

    def known(self, account: Account) -> Headers:
        """The headers of an account's owner."""
        if self.kind == "basic":
            return basic(account.username, account.password)
        return self.log_in(account).headers

    def ordinary(self) -> Headers:
        """Somebody new who may have things, and is no administrator."""
        name = new_account()["username"]
        if self.kind == "bearer":
            return bearer(self.mint({"sub": name}))
        if self.kind == "key" and not self.permissions:
            raise DoesNotApplyError
        if self.kind == "key":
            return self.client_with(self.permissions, name)
        return self.known(self.account())

    @cached_property
    def pair(self) -> tuple[Headers, Headers]:
        """Two who have nothing to do with each other."""
        try:
            return self.ordinary(), self.ordinary()
        except DoesNotApplyError:
            if not self.other:
                raise
            return self.headers, self.other

    @property
    def permissions(self) -> list[str]:
        """What keys may be good for, besides the making of keys."""
        return [it for it in self.all_permissions if "key" not in it]

    @property
    def some_permissions(self) -> list[str]:
        """Those of a key of which no more is asked than to be good."""
        return self.permissions or self.all_permissions

    @cached_property
    def all_permissions(self) -> list[str]:
        """Raises DoesNotApplyError where nothing makes keys."""
        items = self.find("post", "/api-keys").members["permissions"]["items"]
        names: list[str] = resolved(self.document, items).get("enum", [])
        return names

    def client_with(self, permissions: list[str], name: str = "") -> Headers:
        """The headers of a new program with a key; raises DoesNotApplyError."""
        return self.key_headers(prepared(self.make_key(permissions, name)))

    def make_key(
        self,
        permissions: list[str],
        name: str = "",
        headers: Headers | None = None,
        **more: object,
    ) -> Reply:
        path = self.find("post", "/api-keys").path
        name = name or new_account()["username"]
        body = {"name": name, "permissions": permissions, **more}
        return self.client.ask("post", path, headers or self.headers, body=body)

    def key_headers(self, made: Reply) -> Headers:
        header = key_header(self.document)
        if header is None:
            raise DoesNotApplyError
        return {header: str(made.member("key"))}

    def mint(
        self,
        claims: Mapping[str, object] | None = None,
        *,
        header: Mapping[str, object] | None = None,
        without: str = "",
        by: str = "",
    ) -> str:
        """A token of the issuer, or signed `by` an attacker's key."""
        if not self.issuer:
            raise DoesNotApplyError
        form = {
            "claims": json.dumps(claims or {}),
            "header": json.dumps(header or {}),
            "without": without,
            "by": by,
        }
        try:
            return fetch_token(f"{self.issuer}/token", form)
        except AccountError as error:
            raise DoesNotApplyError from error

    @property
    def token_path(self) -> str:
        address = token_url(self.document)
        if address is None:
            raise DoesNotApplyError
        return urlsplit(urljoin("http://service/", address)).path


def _is_about_others(path: str) -> int:
    parts = set(path.split("/"))
    return 0 if "me" in parts else 1 + bool(parts & MANAGEMENT)
