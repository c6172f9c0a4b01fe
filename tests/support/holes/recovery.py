"""Weak ways to take over an account."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.holes.hole import Hole
from tests.support.holes.places import ACCOUNTS, KEYS, SECURITY, USER_SCHEMAS

WHOLE = Edit(SECURITY, r"if not principal.is_whole", "if False")

RECOVERY_HOLES: tuple[Hole, ...] = (
    Hole(
        "jwt",
        "address changed without the password",
        "(email)",
        (
            Edit(
                USER_SCHEMAS, r'given & \{"email", "password"\}', 'given & {"password"}'
            ),
        ),
    ),
    Hole(
        "jwt",
        "address that counts before it is confirmed",
        "the old address",
        (
            Edit(
                ACCOUNTS,
                r"        token = await self.tokens.issue",
                '        await self.crud.update(user, {"email": changes.email})\n'
                "\\g<0>",
            ),
        ),
    ),
    Hole("jwt with keys", "account changed by a key", "answers 200", (WHOLE,)),
    Hole(
        "jwt",
        "account changed by a login with a limited scope",
        "answers 200",
        (WHOLE,),
    ),
    Hole(
        "jwt with keys",
        "key that creates one that lives longer",
        "(without an expiry)",
        (Edit(KEYS, r"        self._require_end\(expires_at\)\n", ""),),
    ),
    Hole(
        "api-key",
        "key that creates one that lives longer",
        "(rotates one without an expiry)",
        (Edit(KEYS, r"        self._require_end\(api_key.expires_at\)\n", ""),),
    ),
    Hole(
        "jwt with keys",
        "key that creates one that lives longer",
        "(rotates itself)",
        (Edit(KEYS, r"min\(end, self.principal.expires_at or end\)", "end"),),
    ),
    Hole(
        "jwt with keys",
        "more keys than allowed by parallel requests",
        "1 key, not",
        # SQLite allows one writing transaction at a time, so end it in between and wait
        # for the other requests.
        (
            Edit(
                KEYS,
                r"        key = new_key\(\)\n        api_key = ",
                "        await self.crud.session.commit()\n"
                "        await __import__('asyncio').sleep(0.5)\n\\g<0>",
            ),
        ),
    ),
)
