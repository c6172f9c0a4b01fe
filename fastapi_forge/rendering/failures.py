"""Translate errors of Copier and Jinja."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

import jinja2

from fastapi_forge.errors import (
    CancelledError,
    EnvironmentRefusalError,
    ForgeError,
    InvalidAnswerError,
    TemplateError,
)

_TEMPLATE_HINT = "This is a bug in the template. Your answers are fine."


def translated(error: BaseException, template: Path) -> ForgeError:
    """Return the error that replaces an exception of the renderer."""
    if isinstance(error, ForgeError):
        return error
    if isinstance(error, KeyboardInterrupt):
        return CancelledError()
    cause = _jinja_error(error)
    location = _location(cause, template)
    # Only validators and choices raise the base class; subclasses mean a broken path,
    # configuration or encoding.
    if type(error) is ValueError and not location:
        return InvalidAnswerError(str(error))
    if isinstance(error, OSError) and not isinstance(error, jinja2.TemplateError):
        reason = error.strerror or error
        return EnvironmentRefusalError(
            f"The template cannot be rendered: {reason}.",
            (
                f"The temporary directory is {gettempdir()}. Set TMPDIR to use another"
                " one."
            ),
        )
    message = str(error) or type(error).__name__
    if location and location not in message:
        message = f"{location}: {message}"
    return TemplateError(message, _TEMPLATE_HINT)


def _jinja_error(error: BaseException) -> BaseException:
    # Copier wraps errors of Jinja in paths and questions.
    cause = error.__cause__
    return cause if isinstance(cause, jinja2.TemplateError) else error


def _location(error: BaseException, template: Path) -> str:
    """Return the line of the template that raised, or nothing."""
    locations = list(_template_lines(error))
    if isinstance(error, jinja2.TemplateSyntaxError):
        locations.append((error.filename or error.name or "copier.yml", error.lineno))
    for filename, line in reversed(locations):
        if filename == "<template>":
            # The line number of a string in the configuration is not that of the file.
            return "copier.yml"
        path = Path(os.path.relpath(filename, os.path.realpath(template)))
        return f"{path.as_posix()}:{line}"
    return ""


def _template_lines(error: BaseException) -> Iterator[tuple[str, int]]:
    # Jinja gives frames the name and lines of the template.
    traceback = error.__traceback__
    while traceback:
        if "__jinja_exception__" in traceback.tb_frame.f_globals:
            yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next
