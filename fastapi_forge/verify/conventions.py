"""Read the conventions of a service that no standard defines, from `verify.yml`.

conventions:
  secret_key: SECRET_KEY           variable with the key that signs tokens
  settings:                        variables that let checks create accounts
    REGISTRATION_OPEN: "true"
  issuer:                          variables for an OpenID Connect issuer
    {url: OIDC_ISSUER, audience: OIDC_AUDIENCE, roles_claim: OIDC_ROLES_CLAIM}
  commands:                        of `python -m PACKAGE`
    create_admin: create-admin {username} {email}
    create_key: create-key {name} --all-permissions
  roles: {administrator: admin, writer: editor, reader: viewer}
  members: {roles: roles, active: is_active}
  csrf_header: X-CSRF-Token        header of requests with a cookie
  management: [users, api-keys]    parts of paths for managing accounts and keys
  rules: [common_password]         types of errors in a 422 that no schema can state
  operations:                      method and end of the path; {} is any parameter
    refresh: POST /refresh

Attacks and clients that need a convention that is not declared do not apply.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi_forge.verify.written import mapping, text, texts

OPERATIONS = (
    *("refresh", "log_out", "list_sessions", "end_session", "end_sessions"),
    *("cookie_login", "cookie_logout", "change_account", "change_user", "delete_user"),
    *("create_key", "read_key", "rotate_key", "revoke_key"),
    *("request_password_reset", "confirm_password_reset"),
)
COMMANDS = ("create_admin", "create_key")
ROLES = ("administrator", "writer", "reader")
MEMBERS = ("roles", "active")
_ISSUER = ("url", "audience", "roles_claim")
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_KEYS = (
    *("secret_key", "settings", "issuer", "commands", "roles", "members"),
    *("csrf_header", "management", "rules", "operations"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """How to recognize an operation in the OpenAPI document."""

    method: str
    """In lower case."""
    suffix: str
    """The end of its path, where `{}` is any parameter."""

    def contains(self, path: str) -> bool:
        """Return whether a path is that of this endpoint, or below it."""
        return f"{self.suffix}/" in f"{path}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """Facts about a service that its OpenAPI document lacks; empty ones are unknown."""

    secret_key: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    issuer: Mapping[str, str] = field(default_factory=dict)
    """For `url`, `audience` and `roles_claim` the name of a variable."""
    commands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words of a command, with `{username}` and the like."""
    roles: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)
    """Members of an account in JSON."""
    csrf_header: str = ""
    management: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    """The `type` of errors in a 422 that no schema can state."""
    operations: Mapping[str, Endpoint] = field(default_factory=dict)


def read_conventions(item: object) -> Conventions:
    """Return the conventions; raise TypeError or ValueError."""
    written = mapping(item, "conventions", _KEYS)
    operations = mapping(written.get("operations"), "operations", OPERATIONS)
    commands = _texts(written, "commands", COMMANDS)
    issuer = _texts(written, "issuer", _ISSUER)
    if issuer and set(issuer) != set(_ISSUER):
        raise ValueError(f"'issuer' must have {', '.join(_ISSUER)}.")
    return Conventions(
        secret_key=text(written, "secret_key"),
        settings=_texts(written, "settings", None),
        issuer=issuer,
        commands={name: tuple(shlex.split(line)) for name, line in commands.items()},
        roles=_texts(written, "roles", ROLES),
        members=_texts(written, "members", MEMBERS),
        csrf_header=text(written, "csrf_header"),
        management=texts(written.get("management"), "management", "parts of paths"),
        rules=texts(written.get("rules"), "rules", "types of errors"),
        operations={name: _endpoint(name, line) for name, line in operations.items()},
    )


def _texts(
    written: Mapping[str, object], name: str, keys: tuple[str, ...] | None
) -> Mapping[str, str]:
    inner = mapping(written.get(name), name, keys)
    return {key: text(inner, key) for key in inner}


def _endpoint(name: str, line: object) -> Endpoint:
    method, _, suffix = line.partition(" ") if isinstance(line, str) else ("", "", "")
    if method not in _METHODS or not suffix.startswith("/"):
        raise ValueError(
            f"{line!r} is not a valid value for '{name}': write a method and the end"
            " of a path, such as POST /refresh."
        )
    return Endpoint(method=method.lower(), suffix=suffix)
