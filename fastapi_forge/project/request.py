"""The project that `forge new` is asked to create."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi_forge.answers.resolution import Answers
from fastapi_forge.errors import EnvironmentRefusalError
from fastapi_forge.project.state import State

if TYPE_CHECKING:  # only other templates have tasks
    from fastapi_forge.template.hooks import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """The request: destination, content, and steps to run afterwards."""

    destination: Path
    state: State
    answers: Answers
    git: bool
    install: bool
    offline: bool
    template: Path
    is_custom: bool = False
    """True if the template is not forge's own, so that only its tasks run."""
    tasks: tuple[Task, ...] = ()
    message: str = ""
    trusted: bool = False
    secrets: bool = True
    """True to write `.env`, which is different in each project."""

    @property
    def path(self) -> Path:
        """Return the absolute destination; a link with its name stays a link."""
        try:
            return Path(os.path.abspath(self.destination))
        except FileNotFoundError as error:
            raise EnvironmentRefusalError(
                "The current directory no longer exists."
            ) from error
