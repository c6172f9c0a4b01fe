"""Guesses that are not counted, or not soon enough."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.holes.hole import Hole
from tests.support.holes.places import (
    DEPENDENCIES,
    EXCEPTIONS,
    IDENTIFICATION,
    THROTTLE,
    USERS,
)

UNCOUNTED = Edit(THROTTLE, r"await self.throttle.spend\(limit, \*whose\)", "pass")

GUESS_HOLES: tuple[Hole, ...] = (
    Hole("jwt", "brute force on one account", "429 after", (UNCOUNTED,)),
    Hole("basic", "brute force on one account", "429 after", (UNCOUNTED,)),
    Hole(
        "jwt",
        "brute force on one account",
        "Retry-After",
        (Edit(EXCEPTIONS, r'"Retry-After"', '"X-Retry-After"'),),
    ),
    Hole(
        "jwt",
        "brute force on one account",
        "by its address",
        (Edit(USERS, r"name_of\(user\) if user else", ""),),
    ),
    Hole(
        "basic",
        "brute force by parallel guesses",
        "wrong passwords",
        (
            Edit(THROTTLE, r"async with self.throttle.lock\(account\)", "if True"),
            Edit(THROTTLE, r"if not is_allowed", "if False"),
        ),
    ),
    Hole(
        "jwt",
        "brute force on an unknown account",
        "429 after",
        (Edit(THROTTLE, r"(?=await self.throttle.spend)", "if account[:2] != 'lo': "),),
    ),
    Hole(
        "jwt",
        "brute force from forged addresses",
        "429 after",
        (
            Edit(
                DEPENDENCIES,
                r"return request.client.host",
                'return request.headers.get("X-Forwarded-For", "")',
            ),
        ),
    ),
    Hole(
        "cookie",
        "brute force by cookie",
        "429 after",
        (
            Edit(
                "app/services/cookie_login.py",
                r"(import )(Guesses)((?:.|\n)*)guesses(,\n +self.sessions)",
                r"\1\2, Throttle\3\2(throttle=Throttle(), address='')\4",
            ),
        ),
    ),
    Hole(
        "jwt",
        "brute force on the current password",
        "429 after",
        (Edit(USERS, r"async with guesses.at\(name_of\(user\)\):", "if True:"),),
    ),
    Hole(
        "jwt with keys",
        "brute force on a key",
        "429 after",
        (Edit(IDENTIFICATION, r"async with guesses.at\(.*\)", "if True"),),
    ),
    Hole(
        "api-key",
        "brute force from one address",
        "429 after",
        (Edit(THROTTLE, r"GUESSES_FROM_ONE_ADDRESS: \(origin,\),", ""),),
    ),
)
