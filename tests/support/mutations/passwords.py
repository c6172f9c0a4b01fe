"""Faults of passwords and of limits on guesses."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    ANY_SCHEMA,
    ANY_SERVICE,
    PASSWORDS,
    TEST_OPENAPI,
    TEST_PASSWORDS,
    TEST_REGISTRATION,
    TEST_THROTTLE,
    TEST_USER_SERVICE,
    TEST_USERS,
    THROTTLE,
    USERS,
)

PASSWORD_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "a response contains the hash of a password",
        USERS,
        TEST_OPENAPI,
        (
            Edit(
                ANY_SCHEMA,
                r"class UserRead\(Output\):\n.*\n\n",
                r"\g<0>    hashed_password: str\n",
            ),
        ),
    ),
    Mutation(
        "passwords are stored in clear",
        USERS,
        TEST_PASSWORDS,
        (Edit(PASSWORDS, r"return _hasher\.hash\(.*\)", "return password"),),
    ),
    Mutation(
        "unknown users are answered faster by the hash",
        USERS,
        TEST_PASSWORDS,
        (
            Edit(
                PASSWORDS,
                r"(    try:\n        return _hasher\.verify)",
                r"    if hashed is None:\n        return False, None\n\1",
            ),
        ),
    ),
    Mutation(
        "unknown users are answered faster by the service",
        USERS,
        TEST_USER_SERVICE,
        (
            Edit(
                ANY_SERVICE,
                r"( +)(matches, rehashed = )",
                r"\1if user is None:\n\1    raise UnauthorizedError(WRONG_CREDENTIALS)"
                r"\n\1\2",
            ),
            Edit(
                ANY_SERVICE,
                r"(UnauthorizedError\(WRONG_CREDENTIALS\)\n[\s\S]*)\Z",
                r"\1\n\nfrom app.core.exceptions import UnauthorizedError\n",
            ),
        ),
    ),
    Mutation(
        "every password is right",
        USERS,
        TEST_PASSWORDS,
        (
            Edit(
                PASSWORDS,
                r"return matches and hashed is not None, update",
                "return True, update",
            ),
        ),
    ),
    Mutation(
        "old hashes are not replaced",
        USERS,
        TEST_PASSWORDS,
        (
            Edit(
                PASSWORDS,
                r"return matches, _hash\(password\) if matches else None",
                "return matches, None",
            ),
        ),
    ),
    Mutation(
        "hashing uses all memory",
        USERS,
        TEST_PASSWORDS,
        (
            Edit(
                PASSWORDS, r"_MAX_CONCURRENT_HASHES = 4", "_MAX_CONCURRENT_HASHES = 40"
            ),
        ),
    ),
    Mutation(
        "common passwords are accepted",
        USERS,
        TEST_REGISTRATION,
        (Edit(ANY_SCHEMA, r"if is_common\(password\):", "if False:"),),
    ),
    Mutation(
        "the name of an account is its password",
        USERS,
        TEST_REGISTRATION,
        (
            Edit(
                ANY_SCHEMA,
                r"if self\.password\.get_secret_value\(\)\.lower\(\) in .*:",
                "if False:",
            ),
        ),
    ),
    Mutation(
        "the password changes without the current one",
        USERS,
        TEST_USERS,
        (
            Edit(
                ANY_SERVICE,
                r"(password, user\.hashed_password\)\n +)if not matches:",
                r"\1if False:",
            ),
        ),
    ),
    Mutation(
        "a wrong guess is not counted",
        USERS,
        TEST_THROTTLE,
        (
            Edit(
                THROTTLE, r"(?:await )?self\.throttle\.spend\(limit, \*whose\)", "pass"
            ),
        ),
    ),
    Mutation(
        "the right password is let in beyond the limit",
        USERS,
        TEST_THROTTLE,
        (
            Edit(
                THROTTLE,
                r"(in limits\.items\(\):\n +)(?:await )?self\.throttle\.require_some_le"
                r"ft\(limit, \*whose\)",
                r"\1pass",
            ),
        ),
    ),
    Mutation(
        "an account has no limit across addresses",
        USERS,
        TEST_THROTTLE,
        (Edit(THROTTLE, r" *GUESSES_FROM_ANYWHERE: \(account,\),\n", ""),),
    ),
    Mutation(
        "an address has no limit across accounts",
        USERS,
        TEST_THROTTLE,
        (Edit(THROTTLE, r" *GUESSES_FROM_ONE_ADDRESS: \(origin,\),\n", ""),),
    ),
    Mutation(
        "each address of an IPv6 network guesses on its own",
        USERS,
        TEST_THROTTLE,
        (
            Edit(
                THROTTLE,
                r"IPv6Network\(\(int\(known\), 64\), strict=False\)\[0\]",
                "known",
            ),
        ),
    ),
    Mutation(
        "counters use all memory",
        USERS,
        TEST_THROTTLE,
        (Edit(THROTTLE, r">= MAX_COUNTERS:", ">= 10**9:"),),
    ),
)
