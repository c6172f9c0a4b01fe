"""Check that the options, conditions and presets of a template are consistent."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.conditions import Condition
from fastapi_forge.template.options import NAME, Schema, Value

_ID_TYPES = frozenset({"int", "uuid"})


def check_schema(schema: Schema) -> None:
    """Raise TemplateError with everything that is wrong."""
    problems = [
        *_option_problems(schema),
        *_rule_problems(schema),
        *_preset_problems(schema),
        *_resource_problems(schema),
    ]
    if problems:
        listed = "\n".join(f"- {problem}" for problem in problems)
        raise TemplateError(f"The template '{schema.name}' is inconsistent:\n{listed}")


def _option_problems(schema: Schema) -> Iterator[str]:
    if NAME not in schema.keys:
        yield f"it has no question '{NAME}'"
    flags = [option.flag for option in schema.options]
    for flag in sorted({flag for flag in flags if flags.count(flag) > 1}):
        yield f"two options use the flag {flag}"
    for option in schema.options:
        yield from _value_problems(
            schema, option.key, option.default, f"the default of '{option.key}'"
        )
    for key in schema.environment_defaults:
        if key not in schema.keys:
            yield f"environment_defaults contains the unknown option '{key}'"


def _rule_problems(schema: Schema) -> Iterator[str]:
    for option in schema.options:
        where = f"asked_when of '{option.key}'"
        yield from _condition_problems(schema, option.asked_when, where)
    for constraint in schema.constraints:
        where = f"the constraint '{constraint.because}'"
        yield from _condition_problems(schema, constraint.condition, where)
        yield from _condition_problems(schema, constraint.then, where)
        for key in constraint.condition.keys() & constraint.then.keys():
            yield f"{where} contains '{key}' in both parts"


def _preset_problems(schema: Schema) -> Iterator[str]:
    for preset in schema.presets:
        for key, value in preset.answers.items():
            yield from _value_problems(
                schema, key, value, f"'{key}' of the preset '{preset.name}'"
            )


def _resource_problems(schema: Schema) -> Iterator[str]:
    ids = schema.resources.ids
    if ids in schema.keys and not {*schema.option(ids).values} <= _ID_TYPES:
        yield f"the choices of '{ids}' are not {' and '.join(sorted(_ID_TYPES))}"
    for condition in schema.resources.conditions:
        yield from _condition_problems(schema, condition, "resources in '_forge'")


def _condition_problems(
    schema: Schema, condition: Condition, where: str
) -> Iterator[str]:
    for key, values in condition.items():
        if key in schema.keys and not schema.option(key).choices:
            yield f"{where} depends on '{key}', which has no fixed values"
            continue
        for value in values:
            yield from _value_problems(schema, key, value, where)


def _value_problems(
    schema: Schema, key: str, value: Value, where: str
) -> Iterator[str]:
    if key not in schema.keys:
        yield f"{where} contains the unknown option '{key}'"
        return
    option = schema.option(key)
    if isinstance(value, tuple) != (option.type == "list"):
        yield f"{where}: {value!r} is not a valid {option.type}"
        return
    given = value if isinstance(value, tuple) else (value,)
    for item in given:
        known = any(
            item == known and type(item) is type(known) for known in option.values
        )
        if option.choices and not known:
            yield f"{where}: {item!r} is not one of its choices"
