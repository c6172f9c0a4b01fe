"""Suggest corrections for common mistakes in specifications."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise, takewhile

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources.fields import FLAGS, Resource, quoted
from fastapi_forge.resources.naming import class_name, is_plural, singular
from fastapi_forge.resources.splitting import Word

TYPES = {
    "array": "many",
    "blob": "text",
    "boolean": "bool",
    "char": "str",
    "choice": "enum",
    "dict": "json",
    "double": "float",
    "fk": "ref",
    "foreignkey": "ref",
    "guid": "uuid",
    "integer": "int",
    "jsonb": "json",
    "link": "url",
    "list": "many",
    "long": "bigint",
    "money": "decimal:digits=10:places=2",
    "number": "int",
    "numeric": "decimal",
    "object": "json",
    "real": "float",
    "reference": "ref",
    "string": "str",
    "timestamp": "datetime",
    "timestamptz": "datetime",
    "varchar": "str",
}
MODIFIERS = {
    "maximum": "max",
    "max_length": "max",
    "maxlength": "max",
    "minimum": "min",
    "min_length": "min",
    "minlength": "min",
    "null": "optional",
    "nullable": "optional",
    "precision": "digits",
    "regex": "pattern",
    "scale": "places",
}
_REQUIRED = {"required", "notnull", "not_null", "nonnull"}
_IN_PARENTHESES = re.compile(r"(?P<type>\w+)\((?P<numbers>\d+(?:,\d+)?)\)")
_ACTION = re.compile(r",?\w+:\w+=[^:\s]+")


def plural_warning(resource: Resource) -> str:
    """Return a warning if the name is a plural, or an empty string."""
    name = resource.name
    if not is_plural(name):
        return ""
    one = singular(name)
    return (
        f"The resource '{name}' is named by a plural: its class is {class_name(name)},"
        f" its path /{resource.plural}. For the class {class_name(one)}, name it"
        f" '{one}'."
    )


def type_suggestion(name: str, type_name: str) -> str:
    """Return what to write instead of an unknown type, or an empty string."""
    if found := _IN_PARENTHESES.fullmatch(type_name):
        kind = TYPES.get(found["type"].lower(), found["type"].lower())
        first, _, second = found["numbers"].partition(",")
        if kind.startswith("decimal"):
            return f"Write {name}:decimal:digits={first}:places={second or 0}"
        return f"Write {name}:{kind}:max={first}" if kind in {"str", "text"} else ""
    kind = TYPES.get(type_name.lower().replace("_", ""), "")
    return f"Write {name}:{kind}" if kind else ""


def modifier_suggestion(key: str, allowed: Collection[str]) -> str:
    """Return what to write instead of an unknown modifier, or an empty string."""
    if key.lower() in _REQUIRED:
        return "Remove it: a field is required unless it is optional or has a default."
    better = MODIFIERS.get(key.lower(), "")
    return f"Did you mean '{better}'?" if better in allowed else ""


def check_blanks(name: str, words: Sequence[Word], types: Collection[str]) -> None:
    """Raise InvalidResourceError if a space splits a field or its actions."""
    for word, following in pairwise(words):
        if word.text.endswith(":") and following.text.split(":")[0] in types:
            joined = word.text + following.text
            message = f"Resource '{name}': there is a space after '{word.text}'."
            raise InvalidResourceError(message, f"Write {joined}")
    _check_enums(name, words)
    _check_actions(name, words)


def _check_enums(name: str, words: Sequence[Word]) -> None:
    for at, word in enumerate(words):
        rest = [word.text for word in takewhile(_continues, words[at + 1 :])]
        if ":enum:" not in word.text or not rest:
            continue
        text = " ".join((word.text, *rest))
        field, _, values, *modifiers = text.split(":")
        message = f"Resource '{name}': a space in '{text}' outside of quotes."
        listed = ",".join(quoted(value.strip(), ",:") for value in values.split(","))
        hint = f"Write {':'.join((field, 'enum', listed, *modifiers))}"
        raise InvalidResourceError(message, hint)


def _continues(word: Word) -> bool:
    """Return whether a word is neither a field nor an option."""
    is_option = word.text.startswith("-")
    return not is_option and (len(word.parts) == 1 or word.parts[1] in FLAGS)


def _check_actions(name: str, words: Sequence[Word]) -> None:
    texts = [word.text for word in words]
    flags = [at for at, text in enumerate(texts) if text.startswith("--actions")]
    if not flags:
        return
    start = flags[0] if "=" in texts[flags[0]] else flags[0] + 1
    actions = texts[start : start + 1]
    for text in texts[start + 1 :]:
        if not _ACTION.fullmatch(text):
            break
        actions.append(text)
    if len(actions) > 1:
        value = ",".join(action.strip(",") for action in actions)
        message = f"Resource '{name}': there is a space between actions."
        hint = f"Write --actions {value.removeprefix('--actions=')}"
        raise InvalidResourceError(message, hint)
