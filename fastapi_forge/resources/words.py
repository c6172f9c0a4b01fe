"""Validate names, and suggest better ones."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable
from difflib import get_close_matches

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources import reserved
from fastapi_forge.resources.naming import class_name

LONGEST_NAME = 40
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
_ENDS_OF_TIME = {"from", "to"}
_TIMES = {"date": "date", "datetime": "time", "time": "time", "timestamp": "time"}
_GIVEN_BY_FORGE = {
    "id": "Remove it: every resource has it.",
    "created_at": "Remove it: every resource has it.",
    "updated_at": "Remove it: every resource has it.",
    "owner": "Remove it, and add --owned to the resource.",
    "owner_id": "Remove it, and add --owned to the resource.",
}


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the most similar known word, or an empty string."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), "")


def check_resource_name(name: str) -> None:
    what = f"resource '{name}'"
    _check_form(what, name)
    problem = _resource_problem(name)
    if not problem and name in reserved.SINGULAR_NAMES:
        problem = "is already used by the generated service"
    if problem:
        better = reserved.BETTER_RESOURCES.get(name, f"{name}_record")
        _refuse(what, problem, f"Choose another name, such as '{better}'.")


def check_plural(name: str, plural: str) -> None:
    what = f"plural '{plural}' of '{name}'"
    _check_form(what, plural)
    problem = _resource_problem(plural) or _field_problem(plural)
    if not problem and plural in reserved.PLURAL_NAMES:
        problem = "is already used by the generated service"
    if plural == name:
        problem = "is the same as the singular"
    if problem:
        _refuse(what, problem, f"Set another one, for example: --plural {name}_list")


def check_field_name(resource: str, name: str, type_name: str = "") -> None:
    what = f"field '{name}' of '{resource}'"
    _check_form(what, name)
    if problem := _field_problem(name):
        better = reserved.BETTER_FIELDS.get(name, f"{resource}_{name}")
        if name in _ENDS_OF_TIME and type_name in _TIMES:
            better = f"{name}_{_TIMES[type_name]}"
        hint = f"Choose another name, such as '{better}'."
        _refuse(what, problem, _GIVEN_BY_FORGE.get(name, hint))


def check_action_name(resource: str, name: str) -> None:
    what = f"action '{name}' of '{resource}'"
    _check_form(what, name)
    problem = _keyword_problem(name)
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


def _keyword_problem(name: str) -> str:
    return "is a Python keyword" if keyword.iskeyword(name) else ""


def _resource_problem(name: str) -> str:
    if problem := _keyword_problem(name):
        return problem
    if name in reserved.SERVICE_NAMES:
        return "is already used by the generated service"
    if name in reserved.SQL_WORDS:
        return "is an SQL reserved word"
    if name in reserved.BUILTINS:
        return "is a Python builtin"
    own = class_name(name)
    if own in reserved.CLASS_NAMES or hasattr(builtins, own):
        return f"needs the class {own}, which already exists"
    return ""


def _field_problem(name: str) -> str:
    if problem := _keyword_problem(name):
        return problem
    if name in reserved.MODEL_ATTRIBUTES or name.startswith(
        ("model_dump", "model_validate")
    ):
        return "is an attribute of Pydantic or SQLAlchemy models"
    if name in reserved.GENERATED_FIELDS:
        return "is used by generated code"
    if name in reserved.SQL_WORDS:
        return "is an SQL reserved word"
    if name in reserved.CLASS_BODY_NAMES:
        return "hides a name that the generated class needs"
    return ""
