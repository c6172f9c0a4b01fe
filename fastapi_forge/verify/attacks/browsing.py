"""A browser with a cookie login, if the document has one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi_forge.verify.attacks.credentials import Account, Headers
from fastapi_forge.verify.attacks.document import Operation, schemes
from fastapi_forge.verify.attacks.exchange import Reply
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    PreconditionError,
    require_success,
)
from fastapi_forge.verify.attacks.target import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookie:
    name: str
    value: str
    attributes: Mapping[str, str]
    """By lower-case name."""

    @classmethod
    def read(cls, line: str) -> Cookie:
        pair, *rest = line.split(";")
        name, _, value = pair.strip().partition("=")
        parts = [part.strip().partition("=") for part in rest]
        attributes = {key.lower(): text for key, _, text in parts}
        return cls(name=name, value=value, attributes=attributes)

    @property
    def headers(self) -> Headers:
        return {"Cookie": f"{self.name}={self.value}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """Sends only its cookie; an attack adds what scripts would send."""

    reply: Reply
    """The response to the login."""
    cookie: Cookie
    csrf_header: str
    csrf_token: str
    account: Account = field(repr=False)

    @property
    def headers(self) -> Headers:
        return self.cookie.headers

    @property
    def script_headers(self) -> Headers:
        return {**self.headers, self.csrf_header: self.csrf_token}


def login_operation(target: Target) -> Operation:
    """Return the login; raise DoesNotApplyError if there is no cookie login."""
    if not _cookie_names(target) or not target.conventions.csrf_header:
        raise DoesNotApplyError
    return target.find("cookie_login")


def request_cookie(
    target: Target, account: Account, headers: Headers | None = None
) -> Reply:
    path = login_operation(target).path
    body = {"username": account.username, "password": account.password}
    return target.client.request("post", path, headers, body=body)


def browser(target: Target, account: Account | None = None) -> Browser:
    """Log a new browser in, as a new account unless one is given.

    Raise DoesNotApplyError or PreconditionError.
    """
    account = account or target.shared_account
    reply = require_success(request_cookie(target, account))
    cookies = {cookie.name: cookie for cookie in map(Cookie.read, reply.set_cookies)}
    names = _cookie_names(target)
    known = [cookie for name, cookie in cookies.items() if name in names]
    if not known:
        raise PreconditionError(reply)
    shown = [cookie.value for name, cookie in cookies.items() if name not in names]
    token = reply.member("csrf_token") or next(iter(shown), "")
    return Browser(
        reply=reply,
        cookie=known[0],
        csrf_header=target.conventions.csrf_header,
        csrf_token=str(token),
        account=account,
    )


def change(target: Target, headers: Headers) -> Reply:
    """Return a request that only the service's own pages may trigger."""
    return target.client.request(
        "patch", target.find("change_account").path, headers, body={}
    )


def _cookie_names(target: Target) -> list[str]:
    return [
        str(scheme["name"])
        for scheme in schemes(target.document).values()
        if scheme.get("type") == "apiKey" and scheme.get("in") == "cookie"
    ]
