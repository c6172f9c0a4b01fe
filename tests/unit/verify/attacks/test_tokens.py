from __future__ import annotations

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from fastapi_forge.verify.attacks.tokens import by_secret, read_token

SECRET = b"a secret for tests, as long as it has to be"


def _real() -> str:
    key = OctKey.import_key(SECRET)
    return jwt.encode({"alg": "HS256", "kid": "k"}, {"sub": "1", "exp": 9}, key)


def test_library_accepts_signed_tokens() -> None:
    token = read_token(_real())
    assert token is not None
    changed = token.modified({"sub": "2"}, without="exp").signed(by_secret(SECRET))
    read = jwt.decode(str(changed), OctKey.import_key(SECRET))
    assert read.claims == {"sub": "2"}
    assert read.header["kid"] == "k"


def test_a_change_keeps_the_signature() -> None:
    token = read_token(_real())
    assert token is not None
    assert token.modified({"sub": "2"}).signature == token.signature
    unsigned = read_token(str(token.modified(header={"alg": "none"})))
    assert unsigned is not None
    assert unsigned.header["alg"] == "none"


@pytest.mark.parametrize("text", ["", "opaque", "a.b.c", "W10.W10.", "\u00e4.b.c"])
def test_invalid_token_is_none(text: str) -> None:
    assert read_token(text) is None
