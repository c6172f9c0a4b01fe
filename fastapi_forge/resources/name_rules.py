"""Validate the names of resources, fields and actions, and suggest others."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Collection

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources import reserved
from fastapi_forge.resources.fields import FLAGS, Resource
from fastapi_forge.resources.naming import class_name

LONGEST_NAME = 40
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
_TIMES = {"date": "date", "datetime": "time", "time": "time", "timestamp": "time"}
_GIVEN_BY_FORGE = {
    "id": "Remove it: every resource has it.",
    "created_at": "Remove it: every resource has it.",
    "updated_at": "Remove it: every resource has it.",
    "owner": "Remove it, and add --owned to the resource.",
    "owner_id": "Remove it, and add --owned to the resource.",
}


def check_resource_name(name: str) -> None:
    what = f"resource '{name}'"
    _check_form(what, name)
    if problem := _word_problem(name) or _module_problem(name):
        better = reserved.BETTER_RESOURCES.get(name, f"{name}_record")
        _refuse(what, problem, f"Choose another name, such as '{better}'.")


def check_plural(name: str, plural: str) -> None:
    """Refuse a plural that cannot name a table, a module, a path and an attribute."""
    what = f"plural '{plural}' of '{name}'"
    _check_form(what, plural)
    problem = _word_problem(plural) or _model_problem(plural)
    if plural in reserved.PLURAL_MODULES or plural in reserved.GENERATED_FIELDS:
        problem = "is used by the service itself"
    if problem:
        _refuse(what, problem, f"Set another one, for example: --plural {name}_list")


def check_reserved(resource: Resource, names: Collection[str], used_by: str) -> None:
    """Refuse names that a feature of the service uses: `users` of its accounts."""
    for name in (resource.name, resource.plural):
        if name in names:
            better = reserved.BETTER_RESOURCES.get(name, f"{resource.name}_record")
            _refuse(
                f"resource '{resource.name}'",
                f"'{name}' is already used by {used_by}",
                f"Choose another name, such as '{better}'.",
            )


def check_field_name(resource: str, name: str, type_name: str = "") -> None:
    what = f"field '{name}' of '{resource}'"
    _check_form(what, name)
    # A reference has the attribute author_id in schemas, and author in models.
    attribute = f"{name}_id" if type_name == "ref" else name
    problem = _word_problem(name) or _schema_problem(attribute) or _model_problem(name)
    if problem:
        better = reserved.BETTER_FIELDS.get(name, f"{resource}_{name}")
        if name == "from" and type_name in _TIMES:
            better = f"{name}_{_TIMES[type_name]}"
        hint = f"Choose another name, such as '{better}'."
        _refuse(what, problem, _GIVEN_BY_FORGE.get(name, hint))


def check_action_name(resource: str, name: str) -> None:
    what = f"action '{name}' of '{resource}'"
    _check_form(what, name)
    problem = _word_problem(name)
    if name in reserved.ACTION_NAMES:
        problem = "is already used by generated code"
    if problem:
        _refuse(what, problem, f"Choose another name, such as 'mark_{name}'.")


def _refuse(what: str, problem: str, hint: str) -> None:
    message = f"The {what} cannot be used: the name {problem}."
    raise InvalidResourceError(message, hint)


def _check_form(what: str, name: str) -> None:
    if _NAME.fullmatch(name) and len(name) <= LONGEST_NAME:
        return
    message = (
        f"The {what} is not a valid name: use 1 to {LONGEST_NAME} lower-case"
        " letters, digits and single underscores, starting with a letter."
    )
    better = _snake_case(name)
    hint = f"Write '{better}'." if better else "For example: blog_post"
    raise InvalidResourceError(message, hint)


def _snake_case(name: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    words = re.sub(r"[^A-Za-z0-9]+", "_", words).lower().lstrip("_0123456789")
    return words[:LONGEST_NAME].strip("_")


def _word_problem(name: str) -> str:
    if keyword.iskeyword(name):
        return "is a Python keyword"
    return "is used by generated code" if name in reserved.CONVERTED_NAMES else ""


def _module_problem(name: str) -> str:
    if name in reserved.MODULES:
        return "is used by the service itself"
    if name in FLAGS:
        return "is a modifier of fields"
    own = class_name(name)
    if own in reserved.CLASS_NAMES or hasattr(builtins, own):
        return f"needs the class {own}, which already exists"
    return ""


def _schema_problem(name: str) -> str:
    if name in reserved.GENERATED_FIELDS:
        return "is used by generated code"
    if name in reserved.SCHEMA_ATTRIBUTES or name.startswith(
        ("model_dump", "model_validate")
    ):
        return "is an attribute of Pydantic models"
    return ""


def _model_problem(name: str) -> str:
    if name in reserved.MODEL_ATTRIBUTES:
        return "is an attribute of the service's models"
    if name in reserved.UNQUOTED_WORDS:
        return "is an SQL reserved word"
    if name in reserved.CLASS_BODY_NAMES:
        return "hides a name that the generated class needs"
    return ""
