"""Cookie logins, and requests that other sites make with them."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.browsing import (
    Browser,
    browser,
    change,
    login_operation,
    request_cookie,
)
from fastapi_forge.verify.attacks.credentials import Headers, bearer
from fastapi_forge.verify.attacks.exchange import Reply
from fastapi_forge.verify.attacks.findings import (
    Hole,
    require_success,
    unless,
    unless_refused,
)
from fastapi_forge.verify.attacks.target import Target

_ATTACKER = "https://attacker.example"
_ORIGINS = (_ATTACKER, "null", "http://localhost.attacker.example")
_REFUSED = (400, 401, 403)


def _flags(target: Target) -> Iterator[Hole]:
    made = browser(target)
    cookie, flags = made.cookie, made.cookie.attributes
    secure = "secure" in flags
    # Browsers accept "none" only for secure cookies.
    limits = {"lax", "strict", "none"} if secure else {"lax", "strict"}
    for wanted, kept in {
        "HttpOnly": "httponly" in flags,
        "SameSite": flags.get("samesite", "").lower() in limits,
        "no Domain": "domain" not in flags,
        "Path=/": flags.get("path") == "/",
        "the prefix __Host-": not secure or cookie.name.startswith("__Host-"),
    }.items():
        if not kept:
            yield Hole(made.reply, f"a cookie with {wanted}", cookie.name)


def _without_token(target: Target) -> Iterator[Hole]:
    made = _acting(target)
    token = made.csrf_token
    other_end = "0" if token[-1:] != "0" else "1"
    for how, shown in {
        "an empty token": "",
        "a wrong token": "0" * len(token),
        "another last character": f"{token[:-1]}{other_end}",
        "the cookie itself": made.cookie.value,
    }.items():
        reply = change(target, {**made.headers, made.csrf_header: shown})
        yield from unless(reply, 403, how=how)
    yield from unless(change(target, made.headers), 403, how="no token")


def _token_of_another(target: Target) -> Iterator[Hole]:
    made = _acting(target)
    for how, other in {
        "another account's": browser(target, target.account()),
        "another session of the account": browser(target, made.account),
    }.items():
        # An attacker who can set cookies sets both.
        planted = f"{made.headers['Cookie']}; csrf={other.csrf_token}"
        shown = {"Cookie": planted, made.csrf_header: other.csrf_token}
        yield from unless(change(target, shown), 403, how=how)


def _from_elsewhere(target: Target) -> Iterator[Hole]:
    made = _acting(target)
    for origin in _ORIGINS:
        reply = change(target, {**made.script_headers, "Origin": origin})
        yield from unless(reply, 403, how=origin)


def _login_from_elsewhere(target: Target) -> Iterator[Hole]:
    """Log the victim in as the attacker, who then gets what the victim enters."""
    account = target.shared_account
    require_success(request_cookie(target, account))
    for origin in _ORIGINS:
        reply = request_cookie(target, account, {"Origin": origin})
        yield from _not_logged_in(reply, origin)
    path = login_operation(target).path
    form = {"username": account.username, "password": account.password}
    yield from _not_logged_in(target.client.request("post", path, form=form), "a form")
    plain: Headers = {"Content-Type": "text/plain"}
    yield from _not_logged_in(request_cookie(target, account, plain), "text/plain")


def _not_logged_in(reply: Reply, how: str) -> Iterator[Hole]:
    yield from unless_refused(reply, how)
    if reply.set_cookies and not reply.ok:
        yield Hole(reply, "no cookie", how)


def _read_from_elsewhere(target: Target) -> Iterator[Hole]:
    made = browser(target)
    for origin in _ORIGINS:
        reply = target.request_probe({**made.headers, "Origin": origin})
        if reply.headers.get("access-control-allow-origin") in {origin, "*"}:
            yield Hole(
                reply, "a response that pages of other sites cannot read", origin
            )


def _after_logout(target: Target) -> Iterator[Hole]:
    for name in ("cookie_logout", "log_out"):
        made = _acting(target)
        operation = target.find(name)
        method, path = operation.method, operation.path
        require_success(target.client.request(method, path, made.script_headers))
        yield from unless(
            target.request_probe(made.headers), 401, how=f"{method} {path}"
        )


def _after_all_ended(target: Target) -> Iterator[Hole]:
    made = browser(target)
    path = target.find("end_sessions").path
    require_success(
        target.client.request("delete", path, target.headers_of(made.account))
    )
    yield from unless(target.request_probe(made.headers), 401)


def _as_token(target: Target) -> Iterator[Hole]:
    value = browser(target).cookie.value
    yield from unless(target.request_probe(bearer(value)), 401, how="access token")
    yield from unless(target.refresh(value), *_REFUSED, how="refresh token")


def _token_as_cookie(target: Target) -> Iterator[Hole]:
    made = browser(target)
    login = target.log_in(made.account)
    for how, token in {"access": login.access, "refresh": login.refresh}.items():
        reply = target.request_probe({"Cookie": f"{made.cookie.name}={token}"})
        yield from unless(reply, 401, how=f"{how} token")


def _beside_a_wrong_token(target: Target) -> Iterator[Hole]:
    """Add a wrong token, because requests with a token need no CSRF protection."""
    made = browser(target)
    for shown in ("", "Bearer nobody", "Basic bm9ib2R5Om5vdGhpbmc="):
        reply = target.request_probe({**made.headers, "Authorization": shown})
        yield from unless(reply, 401, how=repr(shown))


def _planted(target: Target) -> Iterator[Hole]:
    first = browser(target)
    again = request_cookie(target, first.account, first.headers)
    if any(first.cookie.value in line for line in require_success(again).set_cookies):
        yield Hole(again, "a cookie other than before the login")


def _malformed(target: Target) -> Iterator[Hole]:
    name = browser(target).cookie.name
    for text in ("", "x", "a.b.c", "\u00e4\u4e2d", "a" * 15_000, '"', "e30.e30."):
        reply = target.request_probe({"Cookie": f"{name}={text}"})
        yield from unless_refused(reply, how=f"{text[:12]!r}")


def _acting(target: Target) -> Browser:
    """Return a browser and a request that changes something."""
    made = browser(target)
    require_success(change(target, made.script_headers))
    return made


COOKIES: Family = {
    "cookie exposed to scripts or other sites": _flags,
    "request forged by another site": _without_token,
    "request forged with a token of another session": _token_of_another,
    "request of a page on another site": _from_elsewhere,
    "login by a page on another site": _login_from_elsewhere,
    "responses that pages on other sites can read": _read_from_elsewhere,
    "cookie after the logout": _after_logout,
    "cookie after logging out all sessions": _after_all_ended,
    "cookie as a token": _as_token,
    "token as a cookie": _token_as_cookie,
    "cookie together with other credentials": _beside_a_wrong_token,
    "cookie from before the login": _planted,
    "malformed cookie": _malformed,
}
