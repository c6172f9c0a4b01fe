"""Validate resources that depend on other answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fastapi_forge.answers.resolution import Answers
from fastapi_forge.errors import ForbiddenAnswerError
from fastapi_forge.resources.example import has_users, with_example
from fastapi_forge.resources.kinds.decimals import SQLITE_DIGITS, exceeds_sqlite
from fastapi_forge.resources.language import Resource, parse
from fastapi_forge.resources.name_rules import check_features
from fastapi_forge.resources.relations import arrange
from fastapi_forge.template.schema import RESOURCES, Schema

_AUTH = "auth"
DECISIVE_OPTIONS = (_AUTH, "api_keys", "database", "example")
"""The options that decide which resources are valid."""


def checked_resources(schema: Schema, answers: Answers) -> tuple[Resource, ...]:
    """Return the resources; raise InvalidResourceError or ForbiddenAnswerError."""
    if not schema.has_resources:
        return ()
    specs = answers.values.get(RESOURCES)
    resources = (
        [parse(str(spec)) for spec in specs] if isinstance(specs, tuple | list) else []
    )
    arrange(with_example(resources, answers.values))
    features = list(_features(answers.values))
    for resource in resources:
        check_features(resource, features)
        if resource.owned and not has_users(answers.values):
            raise ForbiddenAnswerError(
                f"The resource '{resource.name}' is --owned (from"
                f" {answers.details[RESOURCES]}), but there are no users without"
                f" authentication: auth is none (from {answers.details[_AUTH]}).",
                hint="Choose another value for auth, or remove --owned from"
                f" '{resource.name}'.",
            )
        if answers.values.get("database") == "sqlite":
            _check_digits(resource)
    return tuple(resources)


def _check_digits(resource: Resource) -> None:
    for field in filter(exceeds_sqlite, resource.fields):
        raise ForbiddenAnswerError(
            f"The field '{field.name}' of '{resource.name}' has digits={field.digits},"
            f" but SQLite stores at most {SQLITE_DIGITS} digits exactly.",
            hint=f"Use digits={SQLITE_DIGITS}, or another value for --database.",
        )


def _features(answers: Mapping[str, object]) -> Iterator[str]:
    """Return the features that have resources of their own."""
    if answers.get(_AUTH) in {"jwt", "basic"}:
        yield "the accounts of users"
    if answers.get(_AUTH) == "api-key" or answers.get("api_keys") is True:
        yield "API keys"
    if answers.get("example") is True:
        yield "the example"
