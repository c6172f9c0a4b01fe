"""Whether the resources fit together, and fit the other answers."""

from __future__ import annotations

from fastapi_forge.answers.resolution import Answers
from fastapi_forge.answers.resources import checked_resources
from fastapi_forge.resources.example import EXAMPLE
from fastapi_forge.resources.language import parse
from fastapi_forge.resources.relations import arrange

_EXAMPLE = "example"


def check_resources(answers: Answers) -> None:
    """Raise RequestError, as creating the project would."""
    own = checked_resources(answers)
    if own:
        example = EXAMPLE if answers.values.get(_EXAMPLE) is True else ()
        arrange([*map(parse, example), *own])
