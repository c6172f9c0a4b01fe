"""Tokens of another issuer, or for another audience."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.holes.hole import Hole
from tests.support.holes.places import TOKENS

# Like libraries that let the token choose the algorithm.
BY_SECRET = """
def _by_public_key(token: str, key: jwt.PyJWK) -> dict[str, Any]:
    signed, _, signature = token.rpartition(".")
    secret = key.key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    good = hmac.digest(secret, signed.encode(), "sha256")
    if not hmac.compare_digest(good, jwt.utils.base64url_decode(signature)):
        raise jwt.InvalidSignatureError
    return jwt.decode(token, options={"verify_signature": False})
"""
FIND = r'await keys.find\(header.get\("kid"\), header\["alg"\]\)'

ISSUER_HOLES: tuple[Hole, ...] = (
    Hole(
        "oidc",
        "token signed with another key",
        "answers 200",
        (
            Edit(
                TOKENS,
                r'options=\{"require"',
                'options={"verify_signature": False, "require"',
            ),
        ),
    ),
    Hole(
        "oidc",
        "token for another audience",
        "another-service",
        (
            Edit(
                TOKENS,
                r'options=\{"require"',
                'options={"verify_aud": False, "require"',
            ),
        ),
    ),
    Hole(
        "oidc",
        "token without a claim",
        "(exp)",
        (Edit(TOKENS, r'"require": REQUIRED_CLAIMS', '"require": ["sub"]'),),
    ),
    Hole(
        "oidc",
        "token that is not an access token",
        "nonce of an ID token",
        (Edit(TOKENS, r"ID_TOKEN_CLAIMS & claims.keys\(\)", "False"),),
    ),
    Hole(
        "oidc",
        "scope beyond the role",
        "viewer with the scope tasks:write",
        (Edit(TOKENS, r"allowed & scopes if scopes", "allowed | scopes if scopes"),),
    ),
    Hole(
        "oidc",
        "scope narrower than the role",
        "admin with the scope tasks:read",
        (Edit(TOKENS, r"allowed & scopes if scopes", "allowed if scopes"),),
    ),
    Hole(
        "oidc",
        "public key as HMAC secret",
        "(HS256, PEM)",
        (
            Edit(
                TOKENS,
                r"import logging",
                "import hmac\n\\g<0>\nfrom cryptography.hazmat.primitives."
                "serialization import Encoding, PublicFormat",
            ),
            Edit(TOKENS, r"not in ALLOWED", 'not in [*ALLOWED, "HS256"]'),
            Edit(TOKENS, FIND, 'await keys.find(header.get("kid"), "ES256")'),
            Edit(
                TOKENS,
                r"    claims: dict\[str, Any\] = jwt.decode",
                '    if jwt.get_unverified_header(token)["alg"] == "HS256":\n'
                "        return _by_public_key(token, key)\n"
                r"\g<0>",
            ),
            Edit(TOKENS, r"\n\ndef _refuse_other_tokens", f"\n{BY_SECRET}\\g<0>"),
        ),
    ),
    Hole(
        "oidc",
        "key supplied in the token header",
        "(jwk)",
        (
            Edit(
                TOKENS,
                FIND,
                r'jwt.PyJWK(header["jwk"]) if "jwk" in header else \g<0>',
            ),
        ),
    ),
    Hole(
        "oidc",
        "key supplied in the token header",
        "(jku)",
        (
            Edit(
                TOKENS,
                FIND,
                'jwt.PyJWKClient(header["jku"]).get_signing_key(header["kid"]) '
                r'if "jku" in header else \g<0>',
            ),
        ),
    ),
)
