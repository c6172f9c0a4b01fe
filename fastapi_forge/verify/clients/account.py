"""Create an account at a service from its OpenAPI document.

Only the document is used: the operation at the tokenUrl of an OAuth2 password flow, and
another one that takes a password in JSON.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin
from urllib.request import Request, urlopen

from fastapi_forge.verify.outcome import CheckSkipped

Document = Mapping[str, Any]
_TIMEOUT = 30
_FORM = "application/x-www-form-urlencoded"


class AccountError(Exception):
    """The service does not do what its document says."""


def read_document(base_url: str, path: str) -> Document:
    document = _response(base_url.rstrip("/") + path)
    if "paths" not in document:
        raise AccountError(f"{base_url}{path} is not an OpenAPI document.")
    return document


def log_in(base_url: str, document: Document) -> dict[str, str]:
    """Return the headers of a new account; none without logins.

    Raise AccountError, or CheckSkipped if accounts cannot be created.
    """
    if token_url(document) is None:
        return {}
    account = new_account()
    _register(base_url, document, account)
    return token_of(base_url, document, account["username"], account["password"])


def token_of(
    base_url: str, document: Document, username: str, password: str
) -> dict[str, str]:
    """Log in with OAuth2's password flow and return the headers; raise AccountError."""
    address = urljoin(base_url.rstrip("/") + "/", token_url(document) or "")
    token = fetch_token(address, {"username": username, "password": password})
    return {"Authorization": f"Bearer {token}"}


def fetch_token(address: str, login: Mapping[str, str]) -> str:
    """Return an access token of an OAuth2 token endpoint; raise AccountError."""
    token = _response(address, urlencode(login), _FORM).get("access_token")
    if not isinstance(token, str):
        raise AccountError(f"POST {address} returned no access_token.")
    return token


def token_url(document: Document) -> str | None:
    schemes = document.get("components", {}).get("securitySchemes", {})
    for scheme in schemes.values():
        flow = scheme.get("flows", {}).get("password")
        if scheme.get("type") == "oauth2" and flow:
            return str(flow["tokenUrl"])
    return None


def new_account() -> dict[str, str]:
    """Return credentials for a new account, with the members of a registration."""
    # Random, because the same service may be tested twice; no test case depends on it.
    name = f"v{secrets.token_hex(6)}"
    return {
        "username": name,
        "email": f"{name}@example.com",
        "password": f"walk-{name[::-1]}-home",
    }


def _register(base_url: str, document: Document, account: Mapping[str, str]) -> None:
    for path, names in registrations(document):
        body = {name: account[name] for name in names}
        _response(base_url.rstrip("/") + path, json.dumps(body), "application/json")
        return
    raise CheckSkipped(
        "The service has no operation that creates an account, so nobody can log in."
    )


def registrations(document: Document) -> Iterator[tuple[str, list[str]]]:
    """Return public POST operations whose JSON body has a password and known members.

    Those that may return 401, like logins, come last.
    """
    paths = document["paths"].items()
    for path, operations in sorted(paths, key=lambda item: _may_return_401(item[1])):
        operation = operations.get("post", {})
        content = operation.get("requestBody", {}).get("content", {})
        schema = resolved(document, content.get("application/json", {}).get("schema"))
        required = schema.get("required", [])
        known = {"username", "email", "password"}
        if (
            "password" in required
            and known.issuperset(required)
            and not operation.get("security")
        ):
            yield path, [name for name in required if name in known]


def _may_return_401(operations: Mapping[str, Any]) -> bool:
    return "401" in operations.get("post", {}).get("responses", {})


def resolved(document: Document, schema: object) -> Document:
    if not isinstance(schema, Mapping):
        return {}
    reference = schema.get("$ref")
    if not isinstance(reference, str):
        return schema
    found: Any = document
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return resolved(document, found)


def _response(url: str, body: str | None = None, kind: str = "") -> dict[str, Any]:
    """Return the response to a GET, or to a POST with a body."""
    request = Request(  # noqa: S310 - always what was started here
        url,
        data=None if body is None else body.encode(),
        headers={"Content-Type": kind} if kind else {},
    )
    what = f"{request.get_method()} {url}"
    try:
        with urlopen(request, timeout=_TIMEOUT) as response:  # noqa: S310 - the same
            content = json.load(response)
    except HTTPError as error:
        with error:
            output = error.read(500).decode(errors="replace")
        raise AccountError(f"{what} returned {error.code}: {output}") from error
    except (URLError, TimeoutError, ValueError) as error:
        raise AccountError(f"{what} returned invalid JSON: {error}") from error
    if not isinstance(content, dict):
        raise AccountError(f"{what} did not return a JSON object.")
    return content
