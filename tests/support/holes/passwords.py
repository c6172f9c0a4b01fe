"""Passwords: account discovery, limits on guesses, encodings."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.holes.hole import Hole
from tests.support.holes.places import (
    AUTH,
    PASSWORDS,
    REGISTRATION,
    SECURITY,
    USER_SCHEMAS,
    USERS,
)

PASSWORD_HOLES: tuple[Hole, ...] = (
    Hole(
        "jwt",
        "accounts revealed by the response",
        "the same as for an existing account",
        (
            Edit(
                USERS,
                r"raise UnauthorizedError\(WRONG_CREDENTIALS\)",
                'raise UnauthorizedError(f"{user is None}")',
            ),
            Edit(
                AUTH,
                r"(except \(.*\)):(\n.*\n.*, )WRONG_CREDENTIALS",
                r"\1 as error:\2error.detail",
            ),
        ),
    ),
    Hole(
        "jwt",
        "accounts revealed by response time",
        "ms against",
        (
            Edit(
                USERS,
                r"        matches, rehashed = await",
                "        if user is None: raise UnauthorizedError('')\n\\g<0>",
            ),
        ),
    ),
    Hole(
        "basic",
        "malformed Basic credentials",
        "answers 500",
        (Edit(SECURITY, r"except ValueError", "except KeyError"),),
    ),
    Hole(
        "jwt",
        "accounts revealed by a password reset",
        "the same as for an existing account",
        (
            Edit(
                REGISTRATION,
                r"(?=from app.core.throttle)",
                "from app.core.exceptions import NotFoundError\n",
            ),
            Edit(
                REGISTRATION,
                r"(?=asked: PasswordResetRequest)",
                "accounts: AccountServiceDep, ",
            ),
            Edit(
                REGISTRATION,
                r"    await mail.reset",
                "    if await accounts.crud.get_by_login(asked.email) is None:\n"
                '        raise NotFoundError("account", asked.email)\n'
                r"\g<0>",
            ),
        ),
    ),
    Hole(
        "jwt",
        "malformed password",
        "(password 'aaaaaaaaaaaa'",
        (
            # bcrypt uses 72 bytes, and its library rejects more.
            Edit(
                PASSWORDS,
                r"PasswordHash\(\(Argon2Hasher\(\),",
                "PasswordHash((BcryptHasher(), Argon2Hasher()",
            ),
            Edit(PASSWORDS, r"\[:_BCRYPT_BYTES\]", ""),
        ),
    ),
    Hole(
        "jwt",
        "malformed registration",
        "(half a character as password)",
        (Edit(USER_SCHEMAS, r"_text\(value\)(?=.get_secret)", "value"),),
    ),
    Hole(
        "jwt",
        "long password",
        "another last one",
        (
            Edit(
                PASSWORDS,
                r'return (unicodedata.normalize\("NFKC", password\))',
                r'return \1.encode()[:72].decode(errors="ignore")',
            ),
        ),
    ),
)
