"""Faults of API keys."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    ANY_CRUD,
    ANY_SCHEMA,
    ANY_SERVICE,
    TEST_API_KEYS,
    TEST_KEY_HASHES,
    TEST_OPENAPI,
    TEST_THROTTLE,
    THROTTLE,
)

_KEYS = ("keys", "cookie")
_HASHES = "app/core/api_keys.py"

KEY_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "API keys are stored in clear",
        _KEYS,
        TEST_KEY_HASHES,
        (Edit(_HASHES, r"return hmac\.new\(.*\)\.hexdigest\(\)", "return key"),),
    ),
    Mutation(
        "any key with a known prefix is accepted",
        _KEYS,
        TEST_KEY_HASHES,
        (
            Edit(
                _HASHES,
                r"return any\(matches\) and hashed is not None",
                "return hashed is not None",
            ),
        ),
    ),
    Mutation(
        "a revoked key is accepted",
        ("keys",),
        TEST_API_KEYS,
        (Edit("app/models/api_key.py", r"self\.revoked_at is None and ", ""),),
    ),
    Mutation(
        "an expired key is accepted",
        ("keys",),
        TEST_API_KEYS,
        (Edit("app/models/api_key.py", r"self\.expires_at <= moment", "False"),),
    ),
    Mutation(
        "an expired key is accepted",
        ("cookie",),
        TEST_API_KEYS,
        (Edit("app/models/api_key.py", r"self\.expires_at > moment", "True"),),
    ),
    Mutation(
        "a key does not expire",
        _KEYS,
        TEST_API_KEYS,
        (
            Edit(
                ANY_SERVICE,
                r"expires_at = now \+ timedelta\(days=expires_in_days\) if expires_in_d"
                r"ays else None",
                "expires_at = None",
            ),
        ),
    ),
    Mutation(
        "a key gives more permissions than its maker has",
        _KEYS,
        TEST_API_KEYS,
        (
            Edit(
                ANY_SERVICE,
                r"if lacking := set\(permissions\) - .*:",
                "if lacking := ():",
            ),
        ),
    ),
    Mutation(
        "a key outlives its maker",
        _KEYS,
        TEST_API_KEYS,
        (
            Edit(
                ANY_SERVICE,
                r"if latest and \(expires_at is None or expires_at > latest\):",
                "if False:",
            ),
        ),
    ),
    Mutation(
        "a rotated key is still accepted",
        _KEYS,
        TEST_API_KEYS,
        (
            Edit(
                ANY_SERVICE,
                r"(def rotate[\s\S]*?)\"hashed_key\": hash_key\(key, secret_key\)",
                r'\1"hashed_key": api_key.hashed_key',
            ),
        ),
    ),
    Mutation(
        "revoked keys are listed",
        ("keys",),
        TEST_API_KEYS,
        (Edit(ANY_SERVICE, r"page\(\n? *NOT_REVOKED", "page({}"),),
    ),
    Mutation(
        "the keys of others are listed",
        ("cookie",),
        TEST_API_KEYS,
        (Edit(ANY_SERVICE, r"page\(\n? *self\.own", "page({}"),),
    ),
    Mutation(
        "a key revokes itself",
        ("keys",),
        TEST_API_KEYS,
        (
            Edit(
                ANY_SERVICE,
                r"if api_key\.name == self\.principal\.subject:",
                "if False:",
            ),
        ),
    ),
    Mutation(
        "a response contains the hash of a key",
        _KEYS,
        TEST_OPENAPI,
        (
            Edit(
                ANY_SCHEMA,
                r"class ApiKeyRead\(Output\):\n.*\n\n",
                r"\g<0>    hashed_key: str\n",
            ),
        ),
    ),
    Mutation(
        "the use of a key is not recorded",
        _KEYS,
        TEST_API_KEYS,
        (Edit(ANY_SERVICE, r"if used is None or .*:", "if False:"),),
    ),
    Mutation(
        "the use of a key changes it",
        _KEYS,
        TEST_API_KEYS,
        (Edit(ANY_CRUD, r", updated_at=ApiKey\.updated_at", ""),),
    ),
    Mutation(
        "guesses of a key are not counted",
        ("keys",),
        TEST_THROTTLE,
        (
            Edit(
                THROTTLE, r"(?:await )?self\.throttle\.spend\(limit, \*whose\)", "pass"
            ),
        ),
    ),
    Mutation(
        "a key may be guessed without a limit",
        _KEYS,
        TEST_API_KEYS,
        (Edit(ANY_SERVICE, r'(async )?with guesses\.at\(f"key .*\):', "if True:"),),
    ),
)
