"""What Copier and Jinja raise, said in forge's words."""

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
    """The error to raise in place of one that escaped from a render."""
    if isinstance(error, ForgeError):
        return error
    if isinstance(error, KeyboardInterrupt):
        return CancelledError()
    fault = _fault(error)
    where = _place(fault, template)
    # Only a validator and a choice raise the bare class; what derives from it is
    # a broken path, configuration or encoding.
    if type(error) is ValueError and not where:
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
    if where and where not in message:
        message = f"{where}: {message}"
    return TemplateError(message, _TEMPLATE_HINT)


def _fault(error: BaseException) -> BaseException:
    # Copier wraps what Jinja raises for a path or a question.
    cause = error.__cause__
    return cause if isinstance(cause, jinja2.TemplateError) else error


def _place(error: BaseException, template: Path) -> str:
    """The line of the template that raised, or nothing."""
    places = list(_template_lines(error))
    if isinstance(error, jinja2.TemplateSyntaxError):
        places.append((error.filename or error.name or "copier.yml", error.lineno))
    for filename, line in reversed(places):
        if filename == "<template>":
            # A string of the configuration: its line is not the file's.
            return "copier.yml"
        path = Path(os.path.relpath(filename, os.path.realpath(template)))
        return f"{path.as_posix()}:{line}"
    return ""


def _template_lines(error: BaseException) -> Iterator[tuple[str, int]]:
    # Jinja gives the frames of a template the template's own name and lines.
    traceback = error.__traceback__
    while traceback:
        if "__jinja_exception__" in traceback.tb_frame.f_globals:
            yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next
