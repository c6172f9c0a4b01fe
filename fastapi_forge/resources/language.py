"""Parse specifications: `book title:str:max=200:unique author:ref --owned`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources.fields import Action, Field, Resource
from fastapi_forge.resources.mistakes import check_blanks
from fastapi_forge.resources.modifiers import parse_field
from fastapi_forge.resources.name_rules import (
    check_action_name,
    check_plural,
    check_resource_name,
)
from fastapi_forge.resources.naming import pluralised
from fastapi_forge.resources.splitting import Word, pieces, split, unquoted
from fastapi_forge.resources.types import FIELD_TYPES, field_type
from fastapi_forge.suggestion import nearest

__all__ = ["Action", "Field", "Resource", "parse"]

_OPTIONS = ("--plural", "--owned", "--actions")
_EXAMPLE = "For example: book title:str:max=200 author:ref"


@dataclass(slots=True)
class _Options:
    plural: str | None = None
    owned: bool = False
    actions: str | None = None
    seen: set[str] = field(default_factory=set)


# A matrix parses the same few texts thousands of times.
@lru_cache(maxsize=256)
def parse(spec: str) -> Resource:
    """Return the resource of a specification, or raise InvalidResourceError."""
    words = split(spec)
    if not words:
        message = "A resource needs a name and at least one field."
        raise InvalidResourceError(message, _EXAMPLE)
    name = words[0].text
    if ":" in name:
        message = f"A resource starts with its name, but '{name}' is a field."
        raise InvalidResourceError(message, _EXAMPLE)
    check_resource_name(name)
    check_blanks(name, words[1:], FIELD_TYPES)
    fields: list[Field] = []
    options = _Options()
    rest = iter(words[1:])
    for word in rest:
        if word.text.startswith("-"):
            _take_option(name, word, rest, options)
        else:
            fields.append(parse_field(name, word))
    _check_fields(name, fields)
    plural = pluralised(name) if options.plural is None else options.plural
    check_plural(name, plural)
    return Resource(
        name=name,
        plural=plural,
        fields=tuple(fields),
        owned=options.owned,
        actions=_actions(name, options.actions, fields),
    )


def _take_option(
    name: str, word: Word, rest: Iterator[Word], options: _Options
) -> None:
    key, equals, value = word.text.partition("=")
    if key not in _OPTIONS:
        near = nearest(key, _OPTIONS) or _OPTIONS[0]
        message = f"Resource '{name}': '{key}' is not an option."
        raise InvalidResourceError(message, f"Did you mean {near}?")
    if key in options.seen:
        message = f"Resource '{name}': {key} is given more than once."
        raise InvalidResourceError(message, "Pass it once.")
    options.seen.add(key)
    if key == "--owned":
        if equals:
            message = f"Resource '{name}': --owned takes no value."
            raise InvalidResourceError(message, "Write only --owned.")
        options.owned = True
        return
    if not equals:
        following = next(rest, None)
        value = following.text if following else ""
    if not value or value.startswith("-"):
        message = f"Resource '{name}': {key} needs a value."
        example = "--plural people"
        if key == "--actions":
            example = "--actions complete:status=completed"
        raise InvalidResourceError(message, f"For example: {example}")
    setattr(options, key.removeprefix("--"), value)


def _check_fields(name: str, fields: list[Field]) -> None:
    if not fields:
        message = f"Resource '{name}' needs at least one field."
        raise InvalidResourceError(message, f"For example: {name} title:str")
    seen: dict[str, Field] = {}
    for one in fields:
        for taken in dict.fromkeys((one.name, one.attribute)):
            if taken in seen:
                message = (
                    f"Resource '{name}': fields '{seen[taken].name}' and"
                    f" '{one.name}' both need the name '{taken}'."
                )
                raise InvalidResourceError(message, "Rename one of them.")
            seen[taken] = one


def _actions(name: str, text: str | None, fields: list[Field]) -> tuple[Action, ...]:
    if text is None:
        return ()
    by_name = {one.name: one for one in fields}
    actions: list[Action] = []
    for part in pieces(text, ","):
        action = _action(name, part, by_name)
        if action.name in by_name or action.name in {other.name for other in actions}:
            message = f"Resource '{name}': the name '{action.name}' is already used."
            raise InvalidResourceError(message, "Choose another name for the action.")
        actions.append(action)
    return tuple(actions)


def _action(name: str, text: str, fields: dict[str, Field]) -> Action:
    action, colon, assignment = text.partition(":")
    field_name, equals, written = assignment.partition("=")
    if not (colon and equals):
        message = f"Resource '{name}': '{text}' is not an action."
        raise InvalidResourceError(
            message, "For example: --actions complete:status=completed"
        )
    check_action_name(name, action)
    if field_name not in fields:
        near = nearest(field_name, fields) or next(iter(fields))
        message = f"Action '{action}' of '{name}': field '{field_name}' does not exist."
        raise InvalidResourceError(message, f"Did you mean '{near}'?")
    target = fields[field_name]
    kind = field_type(target.type)
    if not kind.actionable or kind.value is None or target.unique:
        able = ", ".join(key for key, kind in FIELD_TYPES.items() if kind.actionable)
        message = f"Action '{action}' of '{name}' cannot set '{field_name}'."
        raise InvalidResourceError(
            message, f"An action can set a non-unique field of type {able}."
        )
    value = unquoted(written, f"Action '{action}' of '{name}'")
    kind.value(target, value)
    return Action(name=action, field=field_name, value=value)
