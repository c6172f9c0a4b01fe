"""The Task Management API, which is the default content of a service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fastapi_forge.resources.fields import Ids, Resource
from fastapi_forge.resources.language import parse

EXAMPLE = (
    "tag name:str:max=50:unique --plural tags --owned",
    (
        "task title:str:min=5:max=200 description:text:max=1000:optional"
        " due_date:datetime:future:optional priority:int:min=1:max=5:optional"
        " status:enum:pending,completed:default=pending tags:many:tag"
        " --plural tasks --owned"
        " --actions complete:status=completed,reopen:status=pending"
    ),
)


def has_users(answers: Mapping[str, object]) -> bool:
    return answers.get("auth", "none") != "none"


def ids_of(answers: Mapping[str, object]) -> Ids:
    return Ids.UUID if answers.get("ids") == Ids.UUID else Ids.INT


def with_example(
    own: Sequence[Resource], answers: Mapping[str, object]
) -> tuple[Resource, ...]:
    """Return the example's resources, if wanted, followed by the project's own.

    The example is owned if there is authentication.
    """
    specs = EXAMPLE if answers.get("example") is True else ()
    owned = has_users(answers)
    return (*(replace(parse(spec), owned=owned) for spec in specs), *own)
