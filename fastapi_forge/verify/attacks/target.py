"""The service under attack, as known from its document and its operator."""

from __future__ import annotations

import json
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
from fastapi_forge.verify.attacks.exchange import Reply
from fastapi_forge.verify.attacks.findings import DoesNotApplyError, require_success
from fastapi_forge.verify.attacks.surface import Surface
from fastapi_forge.verify.clients.account import (
    AccountError,
    fetch_token,
    new_account,
    registrations,
    resolved,
    token_url,
)
from fastapi_forge.verify.clients.api_key import key_header


@dataclass(kw_only=True)
class Target(Surface):
    other: Headers
    """Of another user; empty if accounts can be created."""
    secret: bytes
    """The key that tokens may be signed with."""
    issuer: str
    """The URL of its issuer, which signs any token on request."""
    passwords: list[str] = field(default_factory=list)
    """All passwords and keys used, which no response may contain."""

    def register(
        self, account: Account, extra: Mapping[str, object] | None = None
    ) -> Reply:
        for path, names in registrations(self.document):
            body = {name: getattr(account, name) for name in names}
            return self.client.request("post", path, body={**body, **(extra or {})})
        raise DoesNotApplyError

    def account(self) -> Account:
        """Create an account."""
        account = self.new_credentials()
        require_success(self.register(account))
        return account

    @cached_property
    def shared_account(self) -> Account:
        """Return a shared account, because one address may not create many."""
        return self.account()

    def new_credentials(self) -> Account:
        """Return credentials for a new account."""
        account = Account(**new_account())
        self.passwords.append(account.password)
        return account

    def request_token(self, account: Account, scope: str = "") -> Reply:
        form = {"username": account.username, "password": account.password}
        form |= {"scope": scope} if scope else {}
        return self.client.request("post", self.token_path, form=form)

    def try_password(self, account: Account) -> Reply:
        """Log in, with the password in the form that the service expects."""
        if self.kind == "basic":
            return self.request_probe(basic(account.username, account.password))
        return self.request_token(account)

    def log_in(self, account: Account, scope: str = "") -> Login:
        return login_of(require_success(self.request_token(account, scope)))

    @cached_property
    def spent(self) -> tuple[Login, Login, float]:
        """Return a refreshed login with its new tokens and the time."""
        first = self.log_in(self.account())
        second = login_of(require_success(self.refresh(first.refresh)))
        return first, second, time.monotonic()

    @cached_property
    def login(self) -> Login:
        """Return a login of any user."""
        if self.kind == "bearer":
            return Login(access=self.mint(), refresh="", scope="")
        return self.log_in(self.account())

    def refresh(self, token: str, scope: str = "") -> Reply:
        form = {"grant_type": "refresh_token", "refresh_token": token}
        form |= {"scope": scope} if scope else {}
        path = self.find("refresh").path
        return self.client.request("post", path, form=form)

    def headers_of(self, account: Account) -> Headers:
        """Return the headers of an account's owner."""
        if self.kind == "basic":
            return basic(account.username, account.password)
        return self.log_in(account).headers

    def ordinary(self) -> Headers:
        """Return headers of a new user who may own objects but is no administrator."""
        name = new_account()["username"]
        if self.kind == "bearer":
            return bearer(self.mint({"sub": name}))
        if self.kind == "key" and not self.permissions:
            raise DoesNotApplyError
        if self.kind == "key":
            return self.client_with(self.permissions, name)
        return self.headers_of(self.account())

    @cached_property
    def pair(self) -> tuple[Headers, Headers]:
        """Return headers of two unrelated users."""
        try:
            return self.ordinary(), self.ordinary()
        except DoesNotApplyError:
            if not self.other:
                raise
            return self.headers, self.other

    @property
    def permissions(self) -> list[str]:
        """Return all permissions of keys, except managing keys."""
        return [
            permission for permission in self.all_permissions if "key" not in permission
        ]

    @property
    def some_permissions(self) -> list[str]:
        """Return permissions for any valid key."""
        return self.permissions or self.all_permissions

    @cached_property
    def all_permissions(self) -> list[str]:
        """Return all permissions of keys; raise DoesNotApplyError without keys."""
        items = self.find("create_key").members["permissions"]["items"]
        names: list[str] = resolved(self.document, items).get("enum", [])
        return names

    def client_with(self, permissions: list[str], name: str = "") -> Headers:
        """Return headers with a new key; raise DoesNotApplyError."""
        return self.key_headers(require_success(self.make_key(permissions, name)))

    def make_key(
        self,
        permissions: list[str],
        name: str = "",
        headers: Headers | None = None,
        **more: object,
    ) -> Reply:
        path = self.find("create_key").path
        name = name or new_account()["username"]
        body = {"name": name, "permissions": permissions, **more}
        return self.client.request("post", path, headers or self.headers, body=body)

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
        """Return a token of the issuer, or one signed `by` an attacker's key."""
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
