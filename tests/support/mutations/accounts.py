"""Faults of registration, password reset, new addresses and mail."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    ANY_CRUD,
    ANY_SCHEMA,
    ANY_SERVICE,
    ENDPOINTS,
    TEST_ADDRESS,
    TEST_REGISTRATION,
    TEST_RESET,
    TOKENS,
    USERS,
)

ACCOUNT_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "a token for a new password is used twice",
        USERS,
        TEST_RESET,
        (
            Edit(
                ANY_SERVICE, r"if not (?:await )?self\.\w+\.end\(found\):", "if False:"
            ),
            Edit(
                ANY_SERVICE,
                r"(def _redeem\b[\s\S]*?)(?:await )?self\.\w+\.end_all\(user\.id\)",
                r"\1pass",
            ),
            Edit(
                ANY_SERVICE,
                r"(def set_hash[\s\S]*?)(?:await )?self\.\w+(?:\.\w+)?\.end_all\(user"
                r"\.id\)",
                r"\1pass",
            ),
        ),
    ),
    Mutation(
        "a token that was mailed never expires",
        USERS,
        TEST_RESET,
        (Edit(ANY_CRUD, r" *MailedToken\.expires_at > utc_now\(\),\n", ""),),
    ),
    Mutation(
        "tokens that were mailed are stored in clear",
        USERS,
        TEST_RESET,
        (
            Edit(
                ANY_CRUD,
                r"return sha256\(token\.encode\(\)\)\.hexdigest\(\)",
                "return token",
            ),
        ),
    ),
    Mutation(
        "a token for an address sets a password",
        USERS,
        TEST_ADDRESS,
        (
            Edit(
                ANY_CRUD,
                r"( *MailedToken\.token_hash == .*\n) *MailedToken\.purpose == purpose,"
                r"\n",
                r"\1",
            ),
        ),
    ),
    Mutation(
        "a new password leaves the sessions of a thief",
        TOKENS,
        TEST_RESET,
        (
            Edit(
                ANY_SERVICE,
                r"(?:await )?self\.sessions\.end_all\(user\.id, but=but\)",
                "pass",
            ),
        ),
    ),
    Mutation(
        "mail to one account has no limit",
        USERS,
        TEST_RESET,
        (
            Edit(
                "app/**/*.py",
                r"(?:await )?\S*throttle\.spend\(MAILS_TO_ONE_ACCOUNT, email\)",
                "pass",
            ),
        ),
    ),
    Mutation(
        "guesses of mailed tokens have no limit",
        USERS,
        TEST_RESET,
        (
            Edit(
                ANY_SERVICE,
                r'(async )?with (\w+\.)?guesses\.at\(f"token .*\):',
                "if True:",
            ),
        ),
    ),
    Mutation(
        "mail that fails is not reported",
        USERS,
        TEST_RESET,
        (Edit(ANY_SERVICE, r"log\.exception\(\n[\s\S]*?\n +\)\n", "pass\n"),),
    ),
    Mutation(
        "an address changes without confirmation",
        USERS,
        TEST_ADDRESS,
        (
            Edit(
                ANY_SERVICE, r'include=\{"username"\}', 'include={"username", "email"}'
            ),
        ),
    ),
    Mutation(
        "the old address is not told of the new one",
        USERS,
        TEST_ADDRESS,
        (Edit(ANY_SERVICE, r"(?:await )?self\._send\(old, .*\)", "pass"),),
    ),
    Mutation(
        "registration cannot be closed",
        USERS,
        TEST_REGISTRATION,
        (
            Edit(
                "app/**/*.py",
                r"if not (self\.)?settings\.is_registration_open:",
                "if False:",
            ),
        ),
    ),
    Mutation(
        "an address is not confirmed",
        USERS,
        TEST_REGISTRATION,
        (
            Edit(
                ANY_SERVICE,
                r"if not self\.settings\.registration_confirmed:",
                "if True:",
            ),
        ),
    ),
    Mutation(
        "a registration has a token of another address",
        USERS,
        TEST_REGISTRATION,
        (Edit(ANY_SERVICE, r"or token\.email != new\.email", ""),),
    ),
    Mutation(
        "registrations have no limit",
        USERS,
        TEST_REGISTRATION,
        (Edit(ENDPOINTS, r", limited\(REGISTRATIONS\)", ""),),
    ),
    Mutation(
        "a registration chooses its role",
        USERS,
        TEST_REGISTRATION,
        (
            Edit(
                ANY_SCHEMA,
                r"( +)token: Annotated\[MailedToken, Omittable\]\n",
                r"\g<0>\1role: str | None = None\n",
            ),
        ),
    ),
    Mutation(
        "a new account is an administrator",
        USERS,
        TEST_REGISTRATION,
        (
            Edit(
                ANY_SERVICE,
                r"user_roles=\[UserRole\(role=role\)\]",
                "user_roles=[UserRole(role=Role.ADMIN)]",
            ),
        ),
    ),
)
