"""Interactive questions: the only package that uses questionary.

terminal -> answering, specs -> prompts -> layout; flow -> state -> answers, resources
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from prompt_toolkit.application import create_app_session
from prompt_toolkit.output import Output, create_output

from fastapi_forge.answers.resolution import Answers
from fastapi_forge.answers.sources import Known
from fastapi_forge.errors import CancelledError, RequestError
from fastapi_forge.template.schema import Schema, Value
from fastapi_forge.wizard.actions import BACK
from fastapi_forge.wizard.flow import Interview
from fastapi_forge.wizard.layout import show_line, show_problem
from fastapi_forge.wizard.prompts import confirm, text
from fastapi_forge.wizard.state import WizardState
from fastapi_forge.wizard.terminal import Terminal


def ask(
    schema: Schema,
    known: Known,
    machine: Mapping[str, Value],
    count_files: Callable[[Answers], int],
) -> Known:
    """Return the given answers and those of the user; may be cancelled."""
    state = WizardState(schema, known, machine)
    with create_app_session(output=_output()):
        try:
            return Interview(state, Terminal(schema), count_files).run()
        except (KeyboardInterrupt, EOFError) as error:
            raise CancelledError from error


def ask_name(default: str, check: Callable[[str], None]) -> str:
    """Ask for the name of the project until it is valid; may be cancelled."""
    with create_app_session(output=_output()):
        try:
            while True:
                typed = text("Name of the project", default)
                if typed is BACK:
                    raise CancelledError
                try:
                    check(typed.strip())
                except RequestError as error:
                    show_problem(error.message, error.hint)
                    default = typed.strip()
                else:
                    show_line(f"  name: {typed.strip()}")
                    return typed.strip()
        except (KeyboardInterrupt, EOFError) as error:
            raise CancelledError from error


def ask_consent(question: str) -> bool:
    """Ask a yes/no question; no is the default."""
    with create_app_session(output=_output()):
        try:
            return confirm(question, default=False) is True
        except (KeyboardInterrupt, EOFError) as error:
            raise CancelledError from error


def _output() -> Output:
    """Write questions to stderr if it is a terminal, because they are not a result."""
    stderr_shows = sys.stderr is not None and sys.stderr.isatty()
    return create_output(sys.stderr if stderr_shows else None, always_prefer_tty=True)
