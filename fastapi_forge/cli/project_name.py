"""Derive the name and the directory of a project from the argument."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi_forge.answers.names import check_project, suggest_name
from fastapi_forge.answers.sources import Raw, from_name
from fastapi_forge.errors import EnvironmentRefusalError, InvalidNameError, UsageError
from fastapi_forge.template.schema import Schema

CURRENT_DIRECTORY = "."


def name_and_directory(
    schema: Schema, argument: str, output: Path | None
) -> tuple[list[Raw], Path]:
    """Return the answers that the name gives, and the directory of the project."""
    if argument == CURRENT_DIRECTORY:
        return _current_directory(schema, output)
    check_argument(schema, argument)
    return from_name(schema, argument, "NAME"), (output or Path()) / argument


def check_argument(schema: Schema, argument: str) -> None:
    """Raise InvalidNameError for a path, or a name that a project cannot have."""
    words = [word for word in re.split(r"[/\\]", argument) if word]
    if len(words) > 1 or argument != "".join(words):
        name = suggest_name(words[-1] if words else "", schema.packages)
        parent = re.match(r"(.*?)[/\\]+[^/\\]+[/\\]*$", argument)
        place = f" --output {parent.group(1) or '/'}" if parent else ""
        raise InvalidNameError(
            f"{argument!r} is a path, but NAME must be a plain name.",
            hint=f"Try 'forge new {name}{place}'.",
        )
    check_project(argument, schema.packages)


def _current_directory(schema: Schema, output: Path | None) -> tuple[list[Raw], Path]:
    if output is not None:
        raise UsageError(
            (
                "'.' creates the project in the current directory, so it cannot be"
                " used with --output."
            ),
            hint="Pass a NAME with --output.",
        )
    try:
        here = Path.cwd()
    except FileNotFoundError as error:
        raise EnvironmentRefusalError(
            "The current directory no longer exists."
        ) from error
    try:
        check_project(here.name, schema.packages)
    except InvalidNameError as error:
        name = suggest_name(here.name, schema.packages)
        raise InvalidNameError(
            f"The project is named after the current directory, but {error.message}",
            hint=f"Rename the directory, or create a new one: 'forge new {name}'.",
        ) from error
    return from_name(schema, here.name, "the current directory"), here
