"""Faults of cookie login."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    COOKIES,
    JWT,
    TEST_COOKIE_LOGIN,
)

COOKIE_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "the CSRF token is not checked",
        ("cookie",),
        TEST_COOKIE_LOGIN,
        (Edit(COOKIES, r"if not is_csrf_token\(.*\):", "if False:"),),
    ),
    Mutation(
        "the CSRF token of another session is accepted",
        ("cookie",),
        TEST_COOKIE_LOGIN,
        (Edit(COOKIES, r'f"csrf:\{family\}"', '"csrf:"'),),
    ),
    Mutation(
        "the origin of a page is not checked",
        ("cookie",),
        TEST_COOKIE_LOGIN,
        (
            Edit(
                COOKIES,
                r"raise ForbiddenError\(\"This origin is not allowed\.\"\)",
                "return",
            ),
        ),
    ),
    Mutation(
        "scripts can read the cookie of a session",
        ("cookie",),
        TEST_COOKIE_LOGIN,
        (Edit(COOKIES, r"httponly=httponly", "httponly=False"),),
    ),
    Mutation(
        "the cookie of a session is sent in clear",
        ("cookie",),
        TEST_COOKIE_LOGIN,
        (Edit(COOKIES, r"secure=settings\.cookie_secure", "secure=False"),),
    ),
    Mutation(
        "the cookie stays after logout",
        ("cookie",),
        TEST_COOKIE_LOGIN,
        (
            Edit(
                COOKIES,
                r'_set_cookies\(response, "", "", timedelta\(0\), settings\)',
                "pass",
            ),
        ),
    ),
    Mutation(
        "a cookie counts beside an Authorization header",
        ("cookie",),
        TEST_COOKIE_LOGIN,
        (Edit(COOKIES, r'if "Authorization" in request\.headers:', "if False:"),),
    ),
    Mutation(
        "a cookie is an access token",
        ("cookie",),
        TEST_COOKIE_LOGIN,
        (Edit(JWT, r'if claims\["type"\] != kind:', "if False:"),),
    ),
)
