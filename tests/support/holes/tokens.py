"""Tokens that are accepted without a valid signature or purpose."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.holes.hole import Hole
from tests.support.holes.places import SECURITY, TOKENS

REQUIRE = r'options=\{"require": REQUIRED_CLAIMS'

TOKEN_HOLES: tuple[Hole, ...] = (
    Hole(
        "jwt",
        "alg none",
        "'none', no signature",
        (Edit(TOKENS, REQUIRE, 'options={"verify_signature": token[-1] != "."'),),
    ),
    Hole(
        "jwt",
        "tampered token",
        "scope",
        (Edit(TOKENS, REQUIRE, 'options={"verify_signature": False'),),
    ),
    Hole(
        "jwt",
        "kid injection",
        "UNION SELECT",
        (Edit(TOKENS, r"\[str\(kid\)\]", '.get(str(kid), "x")'),),
    ),
    Hole(
        "jwt",
        "expired token",
        "answers 200",
        (Edit(TOKENS, REQUIRE, 'options={"verify_exp": False'),),
    ),
    Hole(
        "jwt",
        "token that is not valid yet",
        "answers 200",
        (Edit(TOKENS, REQUIRE, 'options={"verify_nbf": False'),),
    ),
    Hole(
        "jwt",
        "token for another audience",
        "another-service",
        (Edit(TOKENS, REQUIRE, 'options={"verify_aud": False'),),
    ),
    Hole(
        "jwt",
        "token of another issuer",
        "attacker.example",
        (Edit(TOKENS, r"issuer=ISSUER,", ""),),
    ),
    Hole(
        "jwt", "token without a claim", "(exp)", (Edit(TOKENS, REQUIRE, "options={"),)
    ),
    Hole(
        "jwt",
        "no credentials",
        "answers 403",
        (
            Edit(
                SECURITY,
                r'raise UnauthorizedError\("Authentication is required."\)',
                'raise ForbiddenError("Not you.")',
            ),
        ),
    ),
    Hole(
        "jwt",
        "garbage as a token",
        "(Basic)",
        (
            Edit(SECURITY, r"import Depends", "import Depends, Request"),
            Edit(
                SECURITY,
                r"token: Annotated\[str \| None, Depends\(bearer\)\],",
                r"\g<0> request: Request,",
            ),
            Edit(
                SECURITY,
                r"    if token is not None:",
                '    token = request.headers.get("Authorization", "").split(" ")[-1]\n'
                "    if token:",
            ),
        ),
    ),
    Hole(
        "jwt",
        "no signature",
        "(empty)",
        (Edit(TOKENS, REQUIRE, 'options={"verify_signature": token[-1] != "."'),),
    ),
    Hole(
        "jwt",
        "token signed with another key",
        "b'secret'",
        (Edit(TOKENS, r"secrets = \[.*\]", 'secrets = ["secret"]'),),
    ),
    Hole(
        "jwt",
        "key supplied in the token header",
        "(jwk)",
        (
            Edit(
                TOKENS,
                r"secret = (_keys\(settings\)\[str\(kid\)\])",
                'brought = jwt.get_unverified_header(token).get("jwk")\n'
                r"        secret = jwt.PyJWK(brought).key if brought else \1",
            ),
        ),
    ),
    Hole(
        "jwt",
        "claim of another type",
        "answers 500",
        (
            Edit(
                TOKENS,
                r"if not all\(isinstance\(text, str\) for text in texts\)",
                "if False",
            ),
        ),
    ),
    Hole(
        "jwt",
        "malformed credentials",
        "answers 500",
        (
            Edit(
                TOKENS,
                r"except \(jwt.InvalidTokenError",
                "except (jwt.InvalidSignatureError",
            ),
        ),
    ),
)
