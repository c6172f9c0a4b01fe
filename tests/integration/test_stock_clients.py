"""Generic OAuth clients get, refresh and lose their tokens."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from oauthlib.oauth2 import (
    InvalidGrantError,
    InvalidScopeError,
    LegacyApplicationClient,
)
from requests_oauthlib import OAuth2Session

from tests.support.booted import PASSWORD, booted

AUTH = "/api/v1/auth"
ME = "/api/v1/users/me"
ANN = {"username": "ann", "password": PASSWORD, "email": "ann@example.com"}
WRONG = "not it at all"

Session: TypeAlias = OAuth2Session | AuthlibSession


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Provide the address of a default service with an account."""
    with booted(tmp_path_factory.mktemp("service")) as service:
        service.client.call(201, "POST", f"{AUTH}/register", body=ANN)
        yield service.address


@pytest.fixture(autouse=True)
def _without_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    for proxy in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        if proxy in os.environ:
            monkeypatch.delenv(proxy)


def log_in(
    session: Session,
    service: str,
    *,
    password: str = PASSWORD,
    **parameters: Any,  # noqa: ANN401 - as sessions take them
) -> dict[str, Any]:
    token: dict[str, Any] = session.fetch_token(
        f"{service}{AUTH}/token", username="ann", password=password, **parameters
    )
    return token


def requests_oauthlib_session(*scopes: str) -> OAuth2Session:
    client = LegacyApplicationClient(
        client_id="tests", scope=list[object](scopes) or None
    )
    return OAuth2Session(client=client)


def use_and_log_out(session: Session, service: str) -> None:
    first = log_in(session, service)
    assert session.get(f"{service}{ME}").json()["username"] == "ann"

    second = session.refresh_token(f"{service}{AUTH}/refresh")
    assert second["refresh_token"] != first["refresh_token"]
    assert session.get(f"{service}{ME}").status_code == 200

    assert session.post(f"{service}{AUTH}/logout").status_code == 204
    assert session.get(f"{service}{ME}").status_code == 401


def replay_ends_the_session(
    session: Session, service: str, token: dict[str, Any], error: type[Exception]
) -> None:
    """A double click is tolerated; once its successor was used, a reused token is
    stolen.
    """
    endpoint = f"{service}{AUTH}/refresh"
    old = token["refresh_token"]
    session.refresh_token(endpoint)
    session.refresh_token(endpoint, refresh_token=old)
    session.refresh_token(endpoint)
    with pytest.raises(error, match="invalid_grant"):
        session.refresh_token(endpoint, refresh_token=old)
    assert session.get(f"{service}{ME}").status_code == 401


def test_requests_oauthlib(service: str) -> None:
    with requests_oauthlib_session() as session:
        use_and_log_out(session, service)
        with pytest.raises(InvalidGrantError, match="not valid, was used or has"):
            session.refresh_token(f"{service}{AUTH}/refresh")


def test_requests_oauthlib_refreshes_tokens(service: str) -> None:
    """When the client considers its access token expired."""
    renewed: list[dict[str, Any]] = []
    with requests_oauthlib_session() as session:
        token = log_in(session, service)
    with OAuth2Session(
        "tests",
        token={**token, "expires_at": 1.0, "expires_in": -1},
        auto_refresh_url=f"{service}{AUTH}/refresh",
        token_updater=renewed.append,
    ) as session:
        assert session.get(f"{service}{ME}").status_code == 200
    assert renewed[0]["access_token"] != token["access_token"]


def test_requests_oauthlib_understands_errors(service: str) -> None:
    with (
        requests_oauthlib_session("unheard-of") as session,
        pytest.raises(InvalidScopeError),
    ):
        log_in(session, service)
    with requests_oauthlib_session("account:read") as session:
        with pytest.raises(InvalidGrantError, match="password is wrong"):
            log_in(session, service, password=WRONG)
        token = log_in(session, service)
        assert token["scope"] == ["account:read"]

        replay_ends_the_session(session, service, token, InvalidGrantError)


# Public clients, and those that send the client's name as they do by default.
AUTHLIB: tuple[Callable[[], AuthlibSession], ...] = (
    lambda: AuthlibSession("tests", token_endpoint_auth_method="none"),  # noqa: S106
    lambda: AuthlibSession("tests", "no secret of the service's"),
)


@pytest.mark.parametrize("open_session", AUTHLIB, ids=["none", "default"])
def test_authlib(open_session: Callable[[], AuthlibSession], service: str) -> None:
    with open_session() as session:
        use_and_log_out(session, service)
        with pytest.raises(OAuthError, match="invalid_grant"):
            session.refresh_token(f"{service}{AUTH}/refresh")


@pytest.mark.parametrize("open_session", AUTHLIB, ids=["none", "default"])
def test_authlib_understands_errors(
    open_session: Callable[[], AuthlibSession], service: str
) -> None:
    with open_session() as session:
        with pytest.raises(OAuthError, match="invalid_grant"):
            log_in(session, service, password=WRONG)
        with pytest.raises(OAuthError, match="invalid_scope"):
            log_in(session, service, scope="unheard-of")
        token = log_in(session, service)
        replay_ends_the_session(session, service, token, OAuthError)
