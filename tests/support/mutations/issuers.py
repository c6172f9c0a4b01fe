"""Faults of HTTP Basic and of tokens of an OpenID Connect issuer."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    ANY_SERVICE,
    JWT,
    SECURITY,
    TEST_ISSUER,
    TEST_PRINCIPAL,
    TEST_RECENT,
    TEST_USERS,
)

_DISCOVERY = "app/core/*.py"
_DECODE = r"options=\{\"require\": REQUIRED_CLAIMS"

ISSUER_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "a password is remembered after its change",
        ("basic",),
        TEST_RECENT,
        (Edit("app/core/*.py", r'f"\{hashed\}\\0\{password\}"', 'f"{password}"'),),
    ),
    Mutation(
        "a password is remembered for ever",
        ("basic",),
        TEST_RECENT,
        (Edit("app/core/*.py", r", 0\) > monotonic\(\)", ", 0) > 0"),),
    ),
    Mutation(
        "remembered passwords use all memory",
        ("basic",),
        TEST_RECENT,
        (
            Edit(
                "app/core/*.py", r"if len\(self\._until\) >= MOST_RECENT:", "if False:"
            ),
        ),
    ),
    Mutation(
        "a blocked account calls with its password",
        ("basic",),
        TEST_USERS,
        (Edit(ANY_SERVICE, r"if not user\.is_active:\n( +)log", r"if False:\n\1log"),),
    ),
    Mutation(
        "HTTP Basic reads ASCII only",
        ("basic",),
        TEST_PRINCIPAL,
        (
            Edit(
                SECURITY,
                r"validate=True\)\.decode\(\)",
                'validate=True).decode("ascii")',
            ),
        ),
    ),
    Mutation(
        "a token of the issuer for another audience is accepted",
        ("oidc",),
        TEST_ISSUER,
        (Edit(JWT, _DECODE, r'\g<0>, "verify_aud": False'),),
    ),
    Mutation(
        "a token of another issuer is accepted",
        ("oidc",),
        TEST_ISSUER,
        (Edit(JWT, _DECODE, r'\g<0>, "verify_iss": False'),),
    ),
    Mutation(
        "an expired token of the issuer is accepted",
        ("oidc",),
        TEST_ISSUER,
        (Edit(JWT, _DECODE, r'\g<0>, "verify_exp": False'),),
    ),
    Mutation(
        "a key is used for another algorithm",
        ("oidc",),
        TEST_ISSUER,
        (Edit(_DISCOVERY, r'if key\.get\("alg", name\) == name', "if True"),),
    ),
    Mutation(
        "a shared secret of the issuer verifies",
        ("oidc",),
        TEST_ISSUER,
        (
            Edit(
                _DISCOVERY,
                r'"OKP": \["EdDSA"\],\n',
                '"OKP": ["EdDSA"],\n    "oct": ["HS256"],\n',
            ),
        ),
    ),
    Mutation(
        "a key that is too short is used",
        ("oidc",),
        TEST_ISSUER,
        (
            Edit(
                JWT,
                r'"enforce_minimum_key_length": True',
                '"enforce_minimum_key_length": False',
            ),
        ),
    ),
    Mutation(
        "an ID token is an access token",
        ("oidc",),
        TEST_ISSUER,
        (Edit(JWT, r" or ID_TOKEN_CLAIMS & claims\.keys\(\)", ""),),
    ),
    Mutation(
        "a scope adds to roles",
        ("oidc",),
        TEST_ISSUER,
        (
            Edit(
                JWT,
                r"return allowed & scopes if scopes else allowed",
                "return allowed | scopes",
            ),
        ),
    ),
    Mutation(
        "the issuer is asked for its keys by each request",
        ("oidc",),
        TEST_ISSUER,
        (
            Edit(_DISCOVERY, r"not \(is_known and is_fresh\)", "True"),
            Edit(_DISCOVERY, r"PAUSE_SECONDS = 30", "PAUSE_SECONDS = 0"),
        ),
    ),
    Mutation(
        "withdrawn keys are used for ever",
        ("oidc",),
        TEST_ISSUER,
        (Edit(_DISCOVERY, r"is_fresh = .*", "is_fresh = True"),),
    ),
    Mutation(
        "anybody may speak for the issuer",
        ("oidc",),
        TEST_ISSUER,
        (Edit(_DISCOVERY, r'if metadata\.get\("issuer"\) != issuer:', "if False:"),),
    ),
    Mutation(
        "redirects of the issuer are followed",
        ("oidc",),
        TEST_ISSUER,
        (Edit(_DISCOVERY, r"follow_redirects=False", "follow_redirects=True"),),
    ),
    Mutation(
        "an outage of the issuer makes all tokens invalid",
        ("oidc",),
        TEST_ISSUER,
        (Edit(_DISCOVERY, r"if not self\._is_usable\(name\) and .*:", "if False:"),),
    ),
)
