"""What a project is called and where it goes."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi_forge.answers.names import check_project, suggest_name
from fastapi_forge.answers.sources import Raw, from_name
from fastapi_forge.errors import EnvironmentRefusalError, InvalidNameError, UsageError
from fastapi_forge.template.schema import Schema

HERE = "."


def place_of(
    schema: Schema, argument: str, output: Path | None
) -> tuple[list[Raw], Path]:
    """What the project's name answers, and its directory."""
    if argument == HERE:
        return _here(schema, output)
    words = [word for word in re.split(r"[/\\]", argument) if word]
    if len(words) > 1 or argument != "".join(words):
        name = suggest_name(words[-1] if words else "", schema.packages)
        parent = re.match(r"(.*?)[/\\]+[^/\\]+[/\\]*$", argument)
        place = f" --output {parent.group(1) or '/'}" if parent else ""
        raise InvalidNameError(
            f"{argument!r} is a path, and NAME is only the project's name.",
            hint=f"Try 'forge new {name}{place}'.",
        )
    check_project(argument, schema.packages)
    return from_name(schema, argument, "NAME"), (output or Path()) / argument


def _here(schema: Schema, output: Path | None) -> tuple[list[Raw], Path]:
    if output is not None:
        raise UsageError(
            "'.' means this directory, and --output names another one.",
            hint="Give a NAME with --output.",
        )
    try:
        here = Path.cwd()
    except FileNotFoundError as error:
        raise EnvironmentRefusalError("This directory was removed.") from error
    try:
        check_project(here.name, schema.packages)
    except InvalidNameError as error:
        name = suggest_name(here.name, schema.packages)
        raise InvalidNameError(
            f"This directory gives the project its name, but {error.message}",
            hint=f"Rename it, or create a directory here: 'forge new {name}'.",
        ) from error
    return from_name(schema, here.name, "this directory"), here
