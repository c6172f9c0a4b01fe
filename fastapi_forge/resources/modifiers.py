"""Parse one field: `price:decimal:digits=10:places=2:min=0`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources.fields import FLAGS, NUMBERS, TAILS, Field
from fastapi_forge.resources.kinds.numbers import number
from fastapi_forge.resources.kinds.refusals import refusal
from fastapi_forge.resources.mistakes import modifier_suggestion, type_suggestion
from fastapi_forge.resources.name_rules import check_field_name
from fastapi_forge.resources.splitting import Word, pieces, unquoted
from fastapi_forge.resources.types import FIELD_TYPES, field_type
from fastapi_forge.suggestion import nearest

_MODIFIERS = (*FLAGS, *NUMBERS, *TAILS)
_REASONS = {
    "unique": {
        "text": "MySQL cannot index long text; use str:max=255",
        "json": "JSON documents cannot be compared",
        "bool": "at most two objects could exist",
        "enum": "at most one object per value could exist",
        "float": "approximate numbers cannot be compared reliably; use decimal",
        "ref": "one-to-one relations are not supported",
        "many": "it holds a list",
    },
    "index": {
        "text": "MySQL cannot index long text; use str:max=255",
        "json": "JSON documents cannot be indexed",
        "many": "its table already has an index",
    },
    "optional": {"many": "a list may be empty anyway"},
    "default": {
        "ref": "the referenced object may not exist",
        "many": "a list is empty by default",
    },
    "pattern": {},
}


def parse_field(resource: str, word: Word) -> Field:
    name, *rest = word.parts
    if not rest:
        message = f"Resource '{resource}': field '{word.text}' has no type."
        raise InvalidResourceError(message, f"For example: {name}:str")
    type_name, *modifiers = rest
    check_field_name(resource, name, type_name)
    field = Field(resource=resource, name=name, type=type_name)
    if type_name not in FIELD_TYPES:
        near = nearest(type_name, FIELD_TYPES)
        others = (
            f"Did you mean {near}?" if near else f"Types: {', '.join(FIELD_TYPES)}."
        )
        better = type_suggestion(name, type_name)
        raise refusal(field, f"'{type_name}' is not a type", better or others)
    field = _with_modifiers(field, modifiers)
    if word.key:
        _check_modifier(field, word.key)
        field = _with(field, word.key, word.value)
    _check(field)
    return field


def _with_modifiers(field: Field, modifiers: list[str]) -> Field:
    if field.type == "enum" and modifiers and modifiers[0] not in FLAGS:
        where = f"Field '{field.name}' of resource '{field.resource}'"
        values = (unquoted(value, where) for value in pieces(modifiers.pop(0), ","))
        field = replace(field, values=tuple(values))
    seen: set[str] = set()
    for modifier in modifiers:
        key, equals, value = modifier.partition("=")
        if field.is_relation and not equals and key not in FLAGS and key:
            if field.target:
                raise refusal(
                    field,
                    f"it refers to two resources, '{field.target}' and '{key}'",
                    "Name only one.",
                )
            field = replace(field, target=key)
            continue
        _check_modifier(field, key)
        if key in seen:
            raise refusal(field, f"'{key}' is set more than once", "Set it once.")
        seen.add(key)
        field = _with_modifier(field, key, equals, value)
    if field.is_relation and not field.target:
        field = replace(field, target=field.name)
    return field


def _with_modifier(field: Field, key: str, equals: str, value: str) -> Field:
    if key in FLAGS:
        if equals:
            raise refusal(field, f"'{key}' takes no value", f"Write only '{key}'.")
        return _with(field, key, True)
    given = number(value)
    if given is None:
        raise refusal(
            field,
            f"'{value}' is not a valid value for '{key}': it must be a number",
            f"For example: {key}=5",
        )
    if key in {"min", "max"}:
        return _with(field, key, given)
    if given != int(given):
        raise refusal(
            field,
            f"the value of '{key}' must be a whole number",
            f"For example: {key}=5",
        )
    return _with(field, key, int(given))


def _with(field: Field, key: str, value: object) -> Field:
    changes: dict[str, Any] = {key: value}
    return replace(field, **changes)


def _check_modifier(field: Field, key: str) -> None:
    allowed = field_type(field.type).modifiers
    if key in allowed:
        return
    if key in _MODIFIERS:
        reason = _REASONS.get(key, {}).get(field.type, "")
        because = f": {reason}" if reason else ""
        takes = [modifier for modifier in _MODIFIERS if modifier in allowed]
        raise refusal(
            field,
            f"type {field.type} does not support '{key}'{because}",
            f"Modifiers of {field.type}: {', '.join(takes)}."
            if takes
            else "Remove it.",
        )
    takes = [modifier for modifier in _MODIFIERS if modifier in allowed]
    near = nearest(key, takes)
    others = f"Modifiers of {field.type}: {', '.join(takes) or 'none'}."
    raise refusal(
        field,
        f"'{key}' is not a modifier of type {field.type}",
        modifier_suggestion(key, allowed)
        or (f"Did you mean '{near}'?" * bool(near))
        or others,
    )


def _check(field: Field) -> None:
    if field.type == "ref" and field.name.endswith("_id"):
        better = field.name.removesuffix("_id")
        raise refusal(
            field,
            "a reference gets the suffix _id by itself",
            f"Write {better}:ref.",
        )
    if field.type == "many" and field.name.endswith(("_id", "_ids")):
        better = field.name.rpartition("_")[0]
        raise refusal(
            field, "a list is named after the objects in it", f"Write {better}s:many."
        )
    if field.default is not None and field.unique:
        raise refusal(
            field,
            "two objects with the default would break the unique constraint",
            "Remove 'default' or 'unique'.",
        )
    kind = field_type(field.type)
    kind.check(field)
    if field.default is not None and kind.value is not None:
        kind.value(field, field.default)
