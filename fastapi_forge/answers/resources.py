"""Validate resources that depend on other answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fastapi_forge.answers.display import show
from fastapi_forge.answers.resolution import Answers
from fastapi_forge.errors import (
    ForbiddenAnswerError,
    InvalidResourceError,
    TemplateError,
)
from fastapi_forge.resources.kinds.decimals import needs_digits
from fastapi_forge.resources.language import Resource, parse
from fastapi_forge.resources.name_rules import check_reserved
from fastapi_forge.resources.relations import arrange
from fastapi_forge.template.conditions import Condition, holds
from fastapi_forge.template.resource_rules import DigitLimit, ResourceRules
from fastapi_forge.template.schema import RESOURCES, Schema


def checked_resources(schema: Schema, answers: Answers) -> tuple[Resource, ...]:
    """Return the resources; raise InvalidResourceError or ForbiddenAnswerError."""
    if not schema.has_resources:
        return ()
    specs = answers.values.get(RESOURCES)
    resources = (
        [parse(str(spec)) for spec in specs] if isinstance(specs, tuple | list) else []
    )
    rules = schema.resources
    arrange(with_example(resources, rules, answers.values))
    for resource in resources:
        for reserved in rules.reserved:
            if reserved.applies(answers.values):
                check_reserved(resource, reserved.names, reserved.used_by)
        if resource.owned and not rules.has_users(answers.values):
            raise _unowned(resource, rules, answers)
        for limit in rules.limits:
            if holds(limit.condition, answers.values):
                _check_digits(schema, resource, limit)
    return tuple(resources)


def with_example(
    own: Sequence[Resource], rules: ResourceRules, answers: Mapping[str, object]
) -> tuple[Resource, ...]:
    """Return the template's example, if wanted, followed by the project's own.

    Without users, the example has no owners.
    """
    has_users = rules.has_users(answers)
    try:
        example = [parse(spec) for spec in rules.example_specs(answers)]
    except InvalidResourceError as error:
        raise TemplateError(
            f"The example of the template is not valid: {error.message}", error.hint
        ) from error
    owned = (
        replace(resource, owned=resource.owned and has_users) for resource in example
    )
    return (*owned, *own)


def _unowned(
    resource: Resource, rules: ResourceRules, answers: Answers
) -> ForbiddenAnswerError:
    origin = answers.details[RESOURCES]
    owned = f"The resource '{resource.name}' is --owned (from {origin})"
    remove = f"--owned from '{resource.name}'."
    if rules.users is None:
        return ForbiddenAnswerError(
            f"{owned}, but the template has no users.", f"Remove {remove}"
        )
    key = _unmet(rules.users.condition, answers.values)
    if key not in answers.values:
        return ForbiddenAnswerError(
            f"{owned}, but {rules.users.otherwise}.", f"Remove {remove}"
        )
    return ForbiddenAnswerError(
        f"{owned}, but {rules.users.otherwise}: {key} is"
        f" {show(answers.values[key])} (from {answers.details[key]}).",
        hint=f"Choose another value for {key}, or remove {remove}",
    )


def _unmet(condition: Condition, answers: Mapping[str, object]) -> str:
    return next(
        key for key, allowed in condition.items() if answers.get(key) not in allowed
    )


def _check_digits(schema: Schema, resource: Resource, limit: DigitLimit) -> None:
    for field in resource.fields:
        if needs_digits(field) <= limit.digits:
            continue
        flags = " or ".join(schema.option(key).flag for key in limit.condition)
        raise ForbiddenAnswerError(
            f"The field '{field.name}' of '{resource.name}' has digits={field.digits},"
            f" but {limit.store} stores at most {limit.digits} digits exactly.",
            hint=f"Use digits={limit.digits}, or another value for {flags}.",
        )
