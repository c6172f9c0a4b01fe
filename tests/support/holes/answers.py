"""Forbidden and required content of responses."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.holes.hole import Hole
from tests.support.holes.places import EXCEPTIONS, TOKENS, USER_SCHEMAS

# These get responses of all kinds.
SOME = ("no credentials", "expired token")

ANSWER_HOLES: tuple[Hole, ...] = (
    Hole(
        "jwt",
        "two Host headers",
        "answers 200",
        (Edit("app/middleware.py", r"> 1:", "> 2:"),),
    ),
    Hole(
        "jwt",
        "server errors",
        "no server error",
        (
            Edit(
                TOKENS,
                r"except \(jwt.InvalidTokenError",
                "except (jwt.InvalidSignatureError",
            ),
        ),
        SOME,
    ),
    Hole(
        "jwt",
        "401 without a challenge",
        "WWW-Authenticate",
        (
            Edit(
                EXCEPTIONS, r'"WWW-Authenticate": challenge', '"X-Challenge": challenge'
            ),
        ),
        SOME,
    ),
    Hole(
        "jwt",
        "cacheable tokens",
        "no-store",
        (Edit("app/middleware.py", r"no-store", "public"),),
        SOME,
    ),
    Hole(
        "jwt",
        "secrets in a response",
        "a password hash",
        (
            Edit(
                USER_SCHEMAS,
                r"    username: str\n",
                "\\g<0>    hashed_password: str\n",
            ),
        ),
        SOME,
    ),
)
