"""Cookie logins, which browsers send with every request."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.holes.hole import Hole
from tests.support.holes.places import COOKIES, SESSIONS, TOKENS

COOKIE_LOGIN = "app/api/v1/endpoints/cookie_login.py"

COOKIE_HOLES: tuple[Hole, ...] = (
    Hole(
        "cookie",
        "cookie exposed to scripts or other sites",
        "a cookie with HttpOnly",
        (Edit(COOKIES, r"token, True\)", "token, False)"),),
    ),
    Hole(
        "cookie",
        "request forged by another site",
        "no token",
        (Edit(COOKIES, r"if not is_csrf_token\(.*\)", "if False"),),
    ),
    Hole(
        "cookie",
        "request forged by another site",
        "an empty token",
        (
            Edit(
                COOKIES,
                r"if not is_csrf_token\(",
                "if CSRF_HEADER not in request.headers and not is_csrf_token(",
            ),
        ),
    ),
    Hole(
        "cookie",
        "request forged with a token of another session",
        "another account's",
        (Edit(COOKIES, r"csrf:\{family\}", "csrf:"),),
    ),
    Hole(
        "cookie",
        "request of a page on another site",
        "attacker.example",
        (Edit(COOKIES, r"await require_known_origin\(request, settings\)", "pass"),),
    ),
    Hole(
        "cookie",
        "login by a page on another site",
        "attacker.example",
        (Edit(COOKIE_LOGIN, r"Depends\(require_known_origin\)", ""),),
    ),
    Hole(
        "cookie",
        "login by a page on another site",
        "localhost.attacker.example",
        (
            Edit(
                COOKIES,
                r'host == request.headers.get\("Host"\)',
                'host.startswith("localhost")',
            ),
        ),
    ),
    Hole(
        "cookie",
        "responses that pages on other sites can read",
        "cannot read",
        (
            Edit(
                "app/middleware.py",
                "allow_origin_regex=.*",
                'allow_origin_regex=".*",',
            ),
        ),
    ),
    Hole(
        "cookie",
        "cookie after the logout",
        "answers 200",
        (Edit(SESSIONS, r"await self.crud.end_family\(principal.family\)", "pass"),),
    ),
    Hole(
        "cookie",
        "cookie after logging out all sessions",
        "answers 200",
        (Edit(SESSIONS, r"await self.crud.end_all\(principal.user_id\)", "pass"),),
    ),
    Hole(
        "cookie",
        "cookie as a token",
        "access token",
        (Edit(TOKENS, r'if claims\["type"\] != kind', "if not kind"),),
    ),
    Hole(
        "cookie",
        "token as a cookie",
        "answers 200",
        (Edit(TOKENS, r'if claims\["type"\] != kind', "if not kind"),),
    ),
    Hole(
        "cookie",
        "cookie together with other credentials",
        "Basic bm9ib2R5",
        (
            Edit(
                COOKIES,
                'if "Authorization" in request.headers',
                "if False",
            ),
        ),
    ),
    Hole(
        "cookie",
        "cookie from before the login",
        "other than before the login",
        (
            Edit(COOKIE_LOGIN, r"Depends, Header", r"\g<0>, Request"),
            Edit(COOKIE_LOGIN, r"    logins: ", "    request: Request,\n\\g<0>"),
            Edit(
                COOKIE_LOGIN,
                r"login, settings\)",
                'login, settings, request.cookies.get("session"))',
            ),
            Edit(
                COOKIES,
                r"(login: CookieLogin, settings: Settings),?",
                r"\1, kept: str | None",
            ),
            Edit(COOKIES, r"response, login.token", "response, kept or login.token"),
        ),
    ),
    Hole(
        "cookie",
        "malformed cookie",
        "answers 500",
        (
            Edit(
                TOKENS,
                r"except \(jwt.InvalidTokenError",
                "except (jwt.InvalidSignatureError",
            ),
        ),
    ),
)
