"""API keys of clients and of accounts."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.holes.hole import Hole
from tests.support.holes.logins import SOFT_DELETION
from tests.support.holes.places import IDENTIFICATION, KEY_HASHES, KEYS, SECURITY

KEY_HOLES: tuple[Hole, ...] = (
    Hole(
        "api-key",
        "keys that revoke each other",
        "answers 204",
        (Edit(KEYS, r"if self.principal.subject not in names", "if False"),),
    ),
    Hole(
        "api-key",
        "guessed key",
        "another last character",
        (Edit(IDENTIFICATION, r"or not matches ", ""),),
    ),
    Hole(
        "api-key",
        "revoked key",
        "answers 200",
        (Edit(IDENTIFICATION, r"or not known.is_valid\(now\)", ""),),
    ),
    Hole(
        "api-key",
        "key that creates one with more permissions",
        "answers 201",
        (Edit(KEYS, r"        self._require\(permissions\)\n", ""),),
    ),
    Hole(
        "api-key",
        "prefix of one key with the secret of another",
        "answers 200",
        (
            Edit(
                KEY_HASHES,
                r"_PURPOSE \+ key.encode\(\)",
                "_PURPOSE + key[:12].encode()",
            ),
        ),
    ),
    Hole(
        "api-key",
        "key in the query",
        "in the query as api_key",
        (
            Edit(SECURITY, r"import Depends", "import Depends, Request"),
            Edit(SECURITY, r"    key: ", "    request: Request,\n\\g<0>"),
            Edit(
                SECURITY,
                r"    if key is None:",
                '    key = key or request.query_params.get("api_key")\n\\g<0>',
            ),
        ),
    ),
    Hole(
        "api-key",
        "rotated key",
        "(the old key)",
        (Edit(KEYS, r"update\(api_key, changes\)", "update(api_key, {})"),),
    ),
    Hole(
        "api-key in settings",
        "malformed credentials",
        "answers 500",
        (
            # It rejects texts that are not ASCII.
            Edit(
                IDENTIFICATION, r"prefix_of\(key\)", 'key.encode("ascii")[:12].decode()'
            ),
        ),
    ),
    Hole(
        "jwt with keys",
        "revoked key",
        "answers 200",
        (Edit(KEYS, r"await self.crud.delete\(api_key\)", "pass"),),
    ),
    Hole(
        "jwt with keys",
        "key of another account",
        "GET /api/v1/api-keys/",
        (Edit(KEYS, r"find\(identifier, self.own", "find(identifier, {}"),),
    ),
    Hole(
        "jwt with keys",
        "key with more permissions than its account",
        "answers 201",
        (Edit(KEYS, r"        self._require\(permissions\)\n", ""),),
    ),
    Hole(
        "jwt with keys",
        "key of a deactivated account",
        "answers 200",
        (Edit(IDENTIFICATION, r"if not known.user.is_active", "if False"),),
    ),
    Hole(
        "jwt with keys",
        "key of a deleted account",
        "answers 200",
        (SOFT_DELETION,),
    ),
)
