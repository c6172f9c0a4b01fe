"""Accounts, logins and the headers they are sent in."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi_forge.verify.attacks.exchange import Reply

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    username: str
    email: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    access: str
    refresh: str
    scope: str

    @property
    def headers(self) -> Headers:
        return bearer(self.access)


def bearer(token: str) -> Headers:
    return {"Authorization": f"Bearer {token}"}


def basic(username: str, password: str) -> Headers:
    return basic_bytes(f"{username}:{password}".encode())


def basic_bytes(pair: bytes) -> Headers:
    return {"Authorization": f"Basic {b64encode(pair).decode()}"}


def login_of(reply: Reply) -> Login:
    names = ("access_token", "refresh_token", "scope")
    access, refresh, scope = (str(reply.member(name) or "") for name in names)
    return Login(access=access, refresh=refresh, scope=scope)
