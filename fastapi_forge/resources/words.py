"""Which names are allowed, and what to write instead of one that is not."""

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
_GIVEN_BY_FORGE = {
    "id": "Leave it out: every resource has it.",
    "created_at": "Leave it out: every resource has it.",
    "updated_at": "Leave it out: every resource has it.",
    "owner": "Leave it out, and give the resource --owned.",
    "owner_id": "Leave it out, and give the resource --owned.",
}


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or nothing."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), "")


def check_resource_name(name: str) -> None:
    what = f"resource '{name}'"
    _check_form(what, name)
    problem = _resource_problem(name)
    if not problem and name in reserved.SINGULAR_NAMES:
        problem = "is a part that the generated service has already"
    if problem:
        better = reserved.BETTER_RESOURCES.get(name, f"{name}_record")
        _refuse(what, problem, f"Choose another name, such as '{better}'.")


def check_plural(name: str, plural: str) -> None:
    what = f"plural '{plural}' of '{name}'"
    _check_form(what, plural)
    problem = _resource_problem(plural) or _field_problem(plural)
    if plural == name:
        problem = "is the name of one of them"
    if problem:
        _refuse(what, problem, f"Give another one: --plural {name}_list.")


def check_field_name(resource: str, name: str) -> None:
    what = f"field '{name}' of '{resource}'"
    _check_form(what, name)
    if problem := _field_problem(name):
        better = reserved.BETTER_FIELDS.get(name, f"{resource}_{name}")
        hint = f"Choose another name, such as '{better}'."
        _refuse(what, problem, _GIVEN_BY_FORGE.get(name, hint))


def check_action_name(resource: str, name: str) -> None:
    what = f"action '{name}' of '{resource}'"
    _check_form(what, name)
    problem = _keyword_problem(name)
    if name in reserved.ACTION_NAMES:
        problem = "is what generated code calls something else"
    if problem:
        _refuse(what, problem, f"Choose another name, such as 'mark_{name}'.")


def _refuse(what: str, problem: str, hint: str) -> None:
    message = f"The {what} is refused: it {problem}."
    raise InvalidResourceError(message, hint)


def _check_form(what: str, name: str) -> None:
    if _NAME.fullmatch(name) and len(name) <= LONGEST_NAME:
        return
    message = (
        f"The {what} is not spelled as names are: 1 to {LONGEST_NAME} lower-case"
        " letters, digits and single underscores, beginning with a letter."
    )
    better = _snake_case(name)
    hint = f"Write '{better}'." if better else "Write it like 'blog_post'."
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
        return "is a part that the generated service has already"
    if name in reserved.SQL_WORDS:
        return "is an SQL reserved word"
    if name in reserved.BUILTINS:
        return "is a Python builtin"
    own = class_name(name)
    if own in reserved.CLASS_NAMES or hasattr(builtins, own):
        return f"would need a class {own}, a name that is taken"
    return ""


def _field_problem(name: str) -> str:
    if problem := _keyword_problem(name):
        return problem
    if name in reserved.MODEL_ATTRIBUTES or name.startswith(
        ("model_dump", "model_validate")
    ):
        return "is an attribute of Pydantic or SQLAlchemy models"
    if name in reserved.GENERATED_FIELDS:
        return "is a name that generated code uses itself"
    if name in reserved.SQL_WORDS:
        return "is an SQL reserved word"
    if name in reserved.CLASS_BODY_NAMES:
        return "hides a name that the generated class uses"
    return ""
