from __future__ import annotations

import asyncio
import json
from pathlib import Path
from urllib.request import urlopen

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from fastapi_forge.verify.clients.issuer_process import running_issuer
from fastapi_forge.verify.conventions import Conventions
from fastapi_forge.verify.environments import Environment
from fastapi_forge.verify.plan import Plan
from fastapi_forge.verify.service import Service


def _service(path: Path, settings: str) -> Service:
    (path / ".env.example").write_text(settings, "utf-8")
    conventions = Conventions(
        issuer={
            "url": "OIDC_ISSUER",
            "audience": "OIDC_AUDIENCE",
            "roles_claim": "OIDC_ROLES_CLAIM",
        },
        roles={"administrator": "admin"},
    )
    plan = Plan(conventions=conventions)
    return Service(path=path, environment=Environment(path=path), plan=plan)


def test_service_that_names_no_issuer_gets_none(tmp_path: Path) -> None:
    async def look() -> None:
        async with running_issuer(_service(tmp_path, "DEBUG=false\n")) as issued:
            assert (issued.variables, issued.headers) == ({}, {})

    asyncio.run(look())


@pytest.mark.filterwarnings("error")
def test_administrators_token_matches_the_settings(tmp_path: Path) -> None:
    async def look() -> None:
        async with running_issuer(
            _service(tmp_path, "OIDC_ISSUER=http://a\n")
        ) as issued:
            url = issued.variables["OIDC_ISSUER"]
            metadata = await asyncio.to_thread(
                _read, f"{url}/.well-known/openid-configuration"
            )
            keys = await asyncio.to_thread(_read, str(metadata["jwks_uri"]))
            token = issued.headers["Authorization"].removeprefix("Bearer ")
            claims = jwt.decode(token, KeySet.import_key_set(keys)).claims  # type: ignore[arg-type]
            assert metadata["issuer"] == claims["iss"] == url
            assert claims["aud"] == issued.variables["OIDC_AUDIENCE"]
            assert claims[issued.variables["OIDC_ROLES_CLAIM"]] == ["admin"]

    asyncio.run(look())


def _read(url: str) -> dict[str, object]:
    with urlopen(url) as response:  # noqa: S310 - the issuer that was started
        found: dict[str, object] = json.load(response)
    return found
