"""Faults of logins, sessions and tokens."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    ANY_CRUD,
    ANY_SERVICE,
    ENDPOINTS,
    EXCEPTIONS,
    JWT,
    TEST_ACCOUNT_LIMITS,
    TEST_AUTH,
    TEST_CONTRACT,
    TEST_JWT,
    TEST_SESSIONS,
    TEST_USERS,
    TOKENS,
)

_DECODE = r"options=\{\"require\": REQUIRED_CLAIMS"

SESSION_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "a blocked account logs in",
        TOKENS,
        TEST_AUTH,
        (
            Edit(ANY_SERVICE, r"if not user\.is_active:\n( +)log", r"if False:\n\1log"),
            Edit(ANY_CRUD, r"locked\.is_active and ", ""),
        ),
    ),
    Mutation(
        "a blocked account goes on calling",
        TOKENS,
        TEST_USERS,
        (
            Edit(
                ANY_SERVICE,
                r"if not session\.user\.is_active:\n( +)raise ForbiddenError",
                r"if False:\n\1raise ForbiddenError",
            ),
        ),
    ),
    Mutation(
        "a blocked account refreshes its tokens",
        TOKENS,
        TEST_AUTH,
        (
            Edit(
                ANY_SERVICE,
                r"if session is None or not session\.user\.is_active:",
                "if session is None:",
            ),
        ),
    ),
    Mutation(
        "the login tells which accounts are blocked",
        TOKENS,
        TEST_AUTH,
        (
            Edit(
                ENDPOINTS,
                r"\(UnauthorizedError, ForbiddenError\):([\s\S]*?)WRONG_CREDENTIALS\)",
                r"(UnauthorizedError, ForbiddenError) as error:\1str(error))",
            ),
        ),
    ),
    Mutation(
        "a refresh widens the scope",
        TOKENS,
        TEST_AUTH,
        (
            Edit(
                ANY_SERVICE,
                r"_granted\(claims\.scopes, scopes\)",
                "_granted(frozenset(Permission), scopes)",
            ),
        ),
    ),
    Mutation(
        "the scope of a token is ignored",
        TOKENS,
        TEST_CONTRACT,
        (
            Edit(
                ANY_SERVICE,
                r"permissions=permissions & claims\.scopes",
                "permissions=permissions",
            ),
        ),
    ),
    Mutation(
        "reuse of a refresh token goes unnoticed",
        TOKENS,
        TEST_AUTH,
        (Edit(ANY_SERVICE, r"if not rotated and not .*:", "if False:"),),
    ),
    Mutation(
        "reuse of a refresh token does not end the session",
        TOKENS,
        TEST_AUTH,
        (Edit(ANY_SERVICE, r"(?:await )?self\._end_replayed\(claims\)", "pass"),),
    ),
    Mutation(
        "logout has no effect",
        TOKENS,
        TEST_AUTH,
        (
            Edit(
                ANY_SERVICE,
                r"(?:await )?self\.crud\.end_family\(principal\.family\)",
                "pass",
            ),
        ),
    ),
    Mutation(
        "logout ends the sessions of other browsers",
        TOKENS,
        TEST_AUTH,
        (
            Edit(
                ANY_SERVICE,
                r"self\.crud\.end_family\(principal\.family\)",
                "self.crud.end_all(principal.user_id)",
            ),
        ),
    ),
    Mutation(
        "sessions outlive a change of the password",
        TOKENS,
        TEST_AUTH,
        (
            Edit(
                ANY_SERVICE,
                r"(?:await )?self\.sessions\.end_all\(user\.id, but=but\)",
                "pass",
            ),
        ),
    ),
    Mutation(
        "an account has any number of sessions",
        TOKENS,
        TEST_ACCOUNT_LIMITS,
        (Edit(ANY_SERVICE, r"(?:await )?self\.crud\.end_many\(.*\)", "pass"),),
    ),
    Mutation(
        "the sessions of others are listed",
        TOKENS,
        TEST_SESSIONS,
        (
            Edit(
                ANY_CRUD,
                r"\.where\(UserSession\.user_id == user_id, UserSession\.expires_at > u"
                r"tc_now\(\)\)",
                ".where(UserSession.expires_at > utc_now())",
            ),
        ),
    ),
    Mutation(
        "the session of another can be ended",
        TOKENS,
        TEST_SESSIONS,
        (
            Edit(
                ANY_CRUD,
                r"UserSession\.id == identifier, UserSession\.user_id == user_id",
                "UserSession.id == identifier",
            ),
        ),
    ),
    Mutation(
        "a 401 does not say how to authenticate",
        TOKENS,
        TEST_AUTH,
        (
            Edit(
                EXCEPTIONS,
                r', headers=\{"WWW-Authenticate": challenge\}',
                "",
            ),
        ),
    ),
    Mutation(
        "a token for another audience is accepted",
        TOKENS,
        TEST_JWT,
        (Edit(JWT, _DECODE, r'\g<0>, "verify_aud": False'),),
    ),
    Mutation(
        "a token of another issuer is accepted",
        TOKENS,
        TEST_JWT,
        (Edit(JWT, _DECODE, r'\g<0>, "verify_iss": False'),),
    ),
    Mutation(
        "an expired token is accepted",
        TOKENS,
        TEST_JWT,
        (Edit(JWT, _DECODE, r'\g<0>, "verify_exp": False'),),
    ),
    Mutation(
        "a signature is not verified",
        TOKENS,
        TEST_JWT,
        (Edit(JWT, _DECODE, r'\g<0>, "verify_signature": False'),),
    ),
    Mutation(
        "a refresh token is an access token",
        TOKENS,
        TEST_JWT,
        (Edit(JWT, r'if claims\["type"\] != kind:', "if False:"),),
    ),
    Mutation(
        "a previous secret key signs",
        TOKENS,
        TEST_JWT,
        (
            Edit(
                JWT,
                r"next\(iter\(_keys\(settings\)\.items\(\)\)\)",
                "list(_keys(settings).items())[-1]",
            ),
        ),
    ),
)
