"""Generate the JSON Schema of answers files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fastapi_forge.template.conditions import Condition, Scalar
from fastapi_forge.template.options import Option, Schema

_NUMBERS: Mapping[str, str] = {"int": "integer", "float": "number"}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(schema: Schema) -> Mapping[str, object]:
    """Return a schema that rejects what forge would always reject.

    A rule applies only if the file contains both sides, because the other one may come
    from a flag or the environment.
    """
    document: dict[str, object] = {
        "$schema": _DIALECT,
        "title": f"Answers for the template {schema.name} {schema.version}",
        "type": "object",
        "properties": {option.key: _property(option) for option in schema.options},
        "additionalProperties": False,
    }
    rules = [*_constraints(schema), *_inapplicable(schema)]
    if rules:
        document["allOf"] = rules
    return document


def _property(option: Option) -> Mapping[str, object]:
    described: dict[str, object] = {"description": option.help}
    if option.type == "list":
        described |= {"type": "array", "items": _items(option)}
    elif option.type == "bool":
        described["type"] = "boolean"
    elif option.choices:
        described["oneOf"] = [
            {"const": choice.value, "description": choice.help}
            for choice in option.choices
        ]
    elif option.type in _NUMBERS:
        described["type"] = _NUMBERS[option.type]
    elif option.type not in {"yaml", "json"}:
        described["type"] = "string"
        if option.pattern:
            described["pattern"] = f"^$|{option.pattern}"
    default = option.default
    if default is not None:
        described["default"] = list(default) if isinstance(default, tuple) else default
    return described


def _items(option: Option) -> Mapping[str, object]:
    items: dict[str, object] = {"type": "string"}
    if option.choices:
        items = {"enum": list(option.values)}
    if option.pattern:
        items["pattern"] = option.pattern
    return items


def _constraints(schema: Schema) -> Iterator[Mapping[str, object]]:
    for constraint in schema.constraints:
        yield {
            "$comment": constraint.because,
            "if": {
                "properties": _allowed(constraint.condition),
                "required": list(constraint.condition),
            },
            "then": {"properties": _allowed(constraint.then)},
        }


def _inapplicable(schema: Schema) -> Iterator[Mapping[str, object]]:
    for option in schema.options:
        for key, values in option.asked_when.items():
            yield {
                "$comment": f"{option.key} applies only with certain values of {key}",
                "if": {
                    "properties": {key: {"not": _enum(values)}},
                    "required": [key],
                },
                "then": {"properties": {option.key: False}},
            }


def _allowed(condition: Condition) -> Mapping[str, object]:
    return {key: _enum(values) for key, values in condition.items()}


def _enum(values: tuple[Scalar, ...]) -> Mapping[str, object]:
    return {"enum": list(values)}
