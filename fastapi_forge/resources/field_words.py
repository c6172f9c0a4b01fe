"""One field of the language: `price:decimal:digits=10:places=2:min=0`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources.fields import FLAGS, NUMBERS, TAILS, Field
from fastapi_forge.resources.kinds.numbers import number
from fastapi_forge.resources.kinds.refusals import refusal
from fastapi_forge.resources.splitting import Word
from fastapi_forge.resources.types import FIELD_TYPES, meaning
from fastapi_forge.resources.words import check_field_name, nearest

_WORDS = (*FLAGS, *NUMBERS, *TAILS)
_REASONS = {
    "unique": {
        "text": "MySQL cannot index long text; use str:max=255",
        "json": "documents are not compared",
        "bool": "there would be two of them at most",
        "enum": "there would be one per value at most",
        "float": "approximate numbers are not compared; use decimal",
        "ref": "one-to-one relations are not offered",
        "many": "it is a list",
    },
    "index": {
        "text": "MySQL cannot index long text; use str:max=255",
        "json": "documents are not searched",
        "many": "its table has an index already",
    },
    "optional": {"many": "it may be empty as it is"},
    "default": {
        "ref": "no other object is certain to exist",
        "many": "it is empty unless given",
    },
    "pattern": {},
}


def parse_field(resource: str, word: Word) -> Field:
    name, *rest = word.parts
    if not rest:
        message = f"Resource '{resource}': the field '{word.text}' has no type."
        raise InvalidResourceError(message, f"Write it like: {name}:str")
    check_field_name(resource, name)
    type_name, *words = rest
    field = Field(resource=resource, name=name, type=type_name)
    if type_name not in FIELD_TYPES:
        near = nearest(type_name, FIELD_TYPES)
        raise refusal(
            field,
            f"there is no type '{type_name}'",
            f"Did you mean {near}?" if near else f"One of: {', '.join(FIELD_TYPES)}.",
        )
    field = _with_words(field, words)
    if word.key:
        _check_word(field, word.key)
        field = _with(field, word.key, word.value)
    _check(field)
    return field


def _with_words(field: Field, words: list[str]) -> Field:
    if field.type == "enum" and words and words[0] not in FLAGS:
        field = replace(field, values=tuple(words.pop(0).split(",")))
    seen: set[str] = set()
    for word in words:
        key, equals, value = word.partition("=")
        if field.is_relation and not equals and key not in FLAGS and key:
            if field.target:
                raise refusal(
                    field,
                    f"it names two resources, '{field.target}' and '{key}'",
                    "A relation leads to one resource.",
                )
            field = replace(field, target=key)
            continue
        _check_word(field, key)
        if key in seen:
            raise refusal(field, f"'{key}' is given twice", "Give it once.")
        seen.add(key)
        field = _with_word(field, key, equals, value)
    if field.is_relation and not field.target:
        field = replace(field, target=field.name)
    return field


def _with_word(field: Field, key: str, equals: str, value: str) -> Field:
    if key in FLAGS:
        if equals:
            raise refusal(field, f"'{key}' takes no value", f"Write '{key}' alone.")
        return _with(field, key, True)
    given = number(value)
    if given is None:
        raise refusal(
            field,
            f"'{key}' needs a number, not '{value}'",
            f"Write it like {key}=5.",
        )
    if key in {"min", "max"}:
        return _with(field, key, given)
    if given != int(given):
        raise refusal(field, f"'{key}' needs a whole number", f"Write it like {key}=5.")
    return _with(field, key, int(given))


def _with(field: Field, key: str, value: object) -> Field:
    changes: dict[str, Any] = {key: value}
    return replace(field, **changes)


def _check_word(field: Field, key: str) -> None:
    allowed = meaning(field.type).words
    if key in allowed:
        return
    if key in _WORDS:
        reason = _REASONS.get(key, {}).get(field.type, "")
        because = f": {reason}" if reason else ""
        takes = [it for it in _WORDS if it in allowed]
        raise refusal(
            field,
            f"'{key}' does not go with the type {field.type}{because}",
            f"It takes: {', '.join(takes)}." if takes else "Drop it.",
        )
    near = nearest(key, [it for it in _WORDS if it in allowed])
    raise refusal(
        field,
        f"'{key}' is no word for the type {field.type}",
        f"Did you mean '{near}'?"
        if near
        else f"It takes: {', '.join(it for it in _WORDS if it in allowed) or 'none'}.",
    )


def _check(field: Field) -> None:
    if field.type == "ref" and field.name.endswith("_id"):
        better = field.name.removesuffix("_id")
        raise refusal(
            field,
            "a reference gets the column with _id by itself",
            f"Write {better}:ref.",
        )
    if field.type == "many" and field.name.endswith(("_id", "_ids")):
        better = field.name.rpartition("_")[0]
        raise refusal(
            field, "a list of others is named after them", f"Write {better}s:many."
        )
    if field.default is not None and field.unique:
        raise refusal(
            field,
            "only one object could have the default of a unique field",
            "Drop 'default' or 'unique'.",
        )
    kind = meaning(field.type)
    kind.check(field)
    if field.default is not None and kind.value is not None:
        kind.value(field, field.default)
