"""The check `auth` lets services pass as they were generated, and no hole in them."""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from fastapi_forge.verify.checks.auth import check_auth
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped
from fastapi_forge.verify.plan import read_plan
from fastapi_forge.verify.service import Service
from tests.support.environments import environment_of
from tests.support.generated import forge_new
from tests.support.turns import in_turn

KINDS = {
    "jwt": ("--auth=jwt",),
    "cookie": ("--auth=jwt", "--cookie-login"),
    "basic": ("--auth=basic",),
    "api-key": ("--auth=api-key",),
    "api-key in settings": ("--auth=api-key", "--database=none"),
    "oidc": ("--auth=oidc",),
}
TOKENS = "app/core/tokens.py"
SESSIONS = "app/services/user_session.py"
USERS = "app/services/user.py"
EXCEPTIONS = "app/core/exceptions.py"
KEYS = "app/services/api_key.py"
IDENTIFICATION = "app/services/identification.py"
REQUIRE = r'options=\{"require": REQUIRED_CLAIMS'
COOKIES = "app/api/login_cookies.py"
BY_COOKIE = "app/api/cookie_principal.py"
BY_RIGHT = r"if permission not in principal.permissions"

Edit = tuple[str, str, str]
"""A file, what stands there, and what it becomes."""
HOLES: tuple[tuple[str, str, str, tuple[Edit, ...]], ...] = (
    (
        "jwt",
        "alg none",
        "'none', no signature",
        (
            (
                TOKENS,
                REQUIRE,
                'options={"verify_signature": token[-1] != "."',
            ),
        ),
    ),
    (
        "jwt",
        "tampered token",
        "scope",
        ((TOKENS, REQUIRE, 'options={"verify_signature": False'),),
    ),
    (
        "jwt",
        "kid injection",
        "UNION SELECT",
        ((TOKENS, r"\[str\(kid\)\]", '.get(str(kid), "x")'),),
    ),
    (
        "jwt",
        "expired token",
        "answers 200",
        ((TOKENS, REQUIRE, 'options={"verify_exp": False'),),
    ),
    (
        "jwt",
        "token that is not valid yet",
        "answers 200",
        ((TOKENS, REQUIRE, 'options={"verify_nbf": False'),),
    ),
    (
        "jwt",
        "token for another audience",
        "another-service",
        ((TOKENS, REQUIRE, 'options={"verify_aud": False'),),
    ),
    (
        "jwt",
        "token of another issuer",
        "attacker.example",
        ((TOKENS, r"issuer=ISSUER,", ""),),
    ),
    ("jwt", "token without a claim", "(exp)", ((TOKENS, REQUIRE, "options={"),)),
    (
        "jwt",
        "refresh token as access token",
        "answers 200",
        ((TOKENS, r'if claims\["type"\] != kind', "if not kind"),),
    ),
    (
        "jwt",
        "access token as refresh token",
        "answers 200",
        (
            (TOKENS, r'if claims\["type"\] != kind', "if not kind"),
            (SESSIONS, r"if not await self.crud.rotate\(.*\)", "if False"),
        ),
    ),
    (
        "jwt",
        "replayed refresh token",
        "the replay",
        ((SESSIONS, r"if not await self.crud.rotate\(.*\)", "if False"),),
    ),
    (
        "jwt",
        "replayed refresh token",
        "what the thief has after the replay: access token",
        ((SESSIONS, r"await self._end_family\(claims\)", "pass"),),
    ),
    (
        "jwt",
        "scope widened by a refresh",
        "at most",
        (
            (
                SESSIONS,
                r"_granted\(claims.scopes, scopes\)",
                "_granted(frozenset(Permission), scopes)",
            ),
        ),
    ),
    (
        "jwt",
        "tokens after the logout",
        "refresh token",
        ((SESSIONS, r"await self.crud.end_family\(principal.family\)", "pass"),),
    ),
    (
        "jwt",
        "deactivated account",
        "its password",
        ((USERS, r"if not user.is_active", "if False"),),
    ),
    (
        "jwt",
        "old logins after a change of the password",
        "another login",
        ((USERS, r"await self.sessions.end_all\(user.id, but=.*\)", "pass"),),
    ),
    (
        "jwt",
        "password changed without the old one",
        "current_password",
        ((USERS, r"current.get_secret_value\(\)|if not matches:", "if False:"),),
    ),
    (
        "jwt",
        "another's object by its id",
        "GET /api/v1/tasks/",
        (
            (
                "app/services/base.py",
                r"find\(identifier, self.scope",
                "find(identifier, {}",
            ),
        ),
    ),
    (
        "jwt",
        "another's object in a list",
        "GET /api/v1/tasks",
        (("app/services/base.py", r"\{\*\*self.scope, ", "{"),),
    ),
    (
        "jwt",
        "mass assignment at registration",
        "roles",
        (
            (
                "app/schemas/user.py",
                r'"""A new account."""',
                '"""A new account."""\n\n    roles: list[Role] = [Role.EDITOR]',
            ),
            (
                USERS,
                r"\[UserRole\(role=role\)\]",
                "[UserRole(role=it) for it in new.roles]",
            ),
        ),
    ),
    (
        "jwt",
        "mass assignment of one's account",
        "is_active",
        (
            (
                "app/schemas/user.py",
                r"    username: Annotated\[Username, Omittable\]",
                "    is_active: Annotated[bool, Omittable]\n\\g<0>",
            ),
        ),
    ),
    (
        "jwt",
        "ordinary account at administrators' operations",
        "GET /api/v1/users ",
        ((USERS, r"role: Role = Role.EDITOR", "role: Role = Role.ADMIN"),),
    ),
    (
        "jwt",
        "caller without the permission",
        "POST /api/v1/tasks",
        (("app/api/permissions.py", BY_RIGHT, "if False"),),
    ),
    (
        "jwt",
        "accounts told by the answer",
        "the same as for an account",
        (
            (
                USERS,
                r"raise UnauthorizedError\(WRONG_CREDENTIALS\)",
                'raise UnauthorizedError(f"{user is None}")',
            ),
        ),
    ),
    (
        "jwt",
        "accounts told by the time",
        "ms against",
        (
            (
                USERS,
                r"        matches, rehashed = await",
                "        if user is None: raise UnauthorizedError('')\n\\g<0>",
            ),
        ),
    ),
    (
        "jwt",
        "brute force at one account",
        "429 by the",
        ((USERS, r"await guesses.wrong\(login\)", "pass"),),
    ),
    (
        "jwt",
        "brute force at one account",
        "Retry-After",
        ((EXCEPTIONS, r'"Retry-After"', '"X-Retry-After"'),),
    ),
    (
        "cookie",
        "cookie that scripts or other sites get",
        "a cookie with HttpOnly",
        ((COOKIES, r"httponly=True", "httponly=False"),),
    ),
    (
        "cookie",
        "request forged by another site",
        "no token",
        ((BY_COOKIE, r"if not is_csrf_token\(.*\)", "if False"),),
    ),
    (
        "cookie",
        "request forged by another site",
        "an empty token",
        (
            (
                BY_COOKIE,
                r"if not is_csrf_token\(",
                "if CSRF_HEADER not in request.headers and not is_csrf_token(",
            ),
        ),
    ),
    (
        "cookie",
        "request forged with a token of another login",
        "another account's",
        (("app/core/csrf.py", r"csrf:\{family\}", "csrf:"),),
    ),
    (
        "cookie",
        "request of a page from elsewhere",
        "attacker.example",
        ((BY_COOKIE, r"await require_known_origin\(request, settings\)", "pass"),),
    ),
    (
        "cookie",
        "login made by a page from elsewhere",
        "attacker.example",
        (
            (
                "app/api/v1/endpoints/cookie_login.py",
                r"Depends\(require_known_origin\)",
                "",
            ),
        ),
    ),
    (
        "cookie",
        "login made by a page from elsewhere",
        "localhost.attacker.example",
        (
            (
                "app/api/known_origin.py",
                r'host == request.headers.get\("Host"\)',
                'host.startswith("localhost")',
            ),
        ),
    ),
    (
        "cookie",
        "answers that pages from elsewhere read",
        "cannot read",
        (
            (
                "app/middleware/__init__.py",
                r"allow_origin_regex=.*",
                'allow_origin_regex=".*",',
            ),
        ),
    ),
    (
        "cookie",
        "cookie after the logout",
        "answers 200",
        ((SESSIONS, r"await self.crud.end_family\(principal.family\)", "pass"),),
    ),
    (
        "cookie",
        "cookie after all logins were ended",
        "answers 200",
        ((SESSIONS, r"await self.crud.end_all\(principal.user_id\)", "pass"),),
    ),
    (
        "cookie",
        "cookie as a token",
        "access token",
        ((TOKENS, r'if claims\["type"\] != kind', "if not kind"),),
    ),
    (
        "cookie",
        "token as a cookie",
        "answers 200",
        ((TOKENS, r'if claims\["type"\] != kind', "if not kind"),),
    ),
    (
        "cookie",
        "cookie beside another credential",
        "Bearer nobody",
        (
            (
                "app/api/session_cookie.py",
                r'if "Authorization" in request.headers',
                "if False",
            ),
        ),
    ),
    (
        "basic",
        "brute force at one account",
        "429 by the",
        ((USERS, r"await guesses.wrong\(login\)", "pass"),),
    ),
    (
        "basic",
        "malformed Basic credentials",
        "answers 500",
        (("app/api/principal.py", r"except ValueError", "except KeyError"),),
    ),
    (
        "api-key",
        "guessed key",
        "another last character",
        ((IDENTIFICATION, r"or not matches ", ""),),
    ),
    (
        "api-key",
        "revoked key",
        "answers 200",
        ((IDENTIFICATION, r"or not known.is_valid\(now\)", ""),),
    ),
    (
        "api-key",
        "key that makes one with more permissions",
        "answers 201",
        ((KEYS, r"        self._require\(permissions\)\n", ""),),
    ),
    (
        "api-key in settings",
        "another's object by its id",
        "GET /api/v1/tasks/",
        (
            (
                "app/services/base.py",
                r"find\(identifier, self.scope",
                "find(identifier, {}",
            ),
        ),
    ),
    (
        "oidc",
        "token signed with another key",
        "answers 200",
        (
            (
                TOKENS,
                r'options=\{"require"',
                'options={"verify_signature": False, "require"',
            ),
        ),
    ),
    (
        "oidc",
        "token for another audience",
        "another-service",
        ((TOKENS, r'options=\{"require"', 'options={"verify_aud": False, "require"'),),
    ),
    (
        "oidc",
        "token without a claim",
        "(exp)",
        ((TOKENS, r'"require": REQUIRED_CLAIMS', '"require": ["sub"]'),),
    ),
    (
        "oidc",
        "token that is no access token",
        "nonce of an ID token",
        ((TOKENS, r"ID_TOKEN_CLAIMS & claims.keys\(\)", "False"),),
    ),
)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Service]:
    @cache
    def generate(kind: str) -> Service:
        project = forge_new(tmp_path_factory.mktemp("auth"), *KINDS[kind])
        return _service(project)

    return generate


def _service(project: Path) -> Service:
    environment = environment_of(project, sys.executable)
    return Service(path=project, environment=environment, plan=read_plan(project))


@pytest.mark.parametrize("kind", KINDS)
def test_a_service_as_it_was_generated(
    kind: str, generated: Callable[[str], Service]
) -> None:
    assert "nobody got in" in asyncio.run(check_auth(generated(kind)))


def test_a_service_without_callers(tmp_path: Path) -> None:
    service = _service(forge_new(tmp_path, "--auth=none"))
    with pytest.raises(CheckSkipped, match="Nobody is asked") as skipped:
        asyncio.run(check_auth(service))
    assert not skipped.value.applies


@pytest.mark.parametrize(
    ("kind", "attack", "said", "edits"),
    in_turn(HOLES, 6),
    ids=lambda it: it.replace(" ", "-") if isinstance(it, str) else "",
)
def test_a_hole_is_found(
    kind: str,
    attack: str,
    said: str,
    edits: tuple[Edit, ...],
    generated: Callable[[str], Service],
    tmp_path: Path,
) -> None:
    _found(generated(kind), (attack,), f"{attack} ", said, edits, tmp_path)


@pytest.mark.parametrize(
    ("kind", "attack", "said", "edits"),
    [
        (
            "jwt",
            "401 without a challenge",
            "WWW-Authenticate",
            ((EXCEPTIONS, r'"WWW-Authenticate": self', '"X-Challenge": self'),),
        ),
        (
            "jwt",
            "tokens that caches may keep",
            "no-store",
            (("app/middleware/response_headers.py", r"no-store", "public"),),
        ),
        (
            "jwt",
            "secrets in an answer",
            "a hash of a password",
            (
                (
                    "app/schemas/user.py",
                    r"    username: str\n",
                    "\\g<0>    hashed_password: str\n",
                ),
            ),
        ),
    ],
)
def test_a_hole_is_found_in_what_others_saw(
    kind: str,
    attack: str,
    said: str,
    edits: tuple[Edit, ...],
    generated: Callable[[str], Service],
    tmp_path: Path,
) -> None:
    names = ("no credentials", "expired token", attack)
    _found(generated(kind), names, attack, said, edits, tmp_path)


def _found(
    service: Service,
    names: tuple[str, ...],
    attack: str,
    said: str,
    edits: tuple[Edit, ...],
    directory: Path,
) -> None:
    path = directory / service.path.name
    shutil.copytree(service.path, path)
    for file, place, text in edits:
        whole = (path / file).read_text()
        assert re.search(place, whole), f"{file} has no {place}"
        (path / file).write_text(re.sub(place, text, whole, count=1))
    broken = Service(path=path, environment=service.environment, plan=service.plan)
    with pytest.raises(CheckFailure) as failure:
        asyncio.run(check_auth(broken, names))
    assert attack.strip() in failure.value.detail
    assert said in failure.value.detail
