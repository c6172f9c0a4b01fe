"""Run the tasks of a template, after the user has allowed them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi_forge.environment_variables import tool_environment
from fastapi_forge.errors import TaskError

if TYPE_CHECKING:
    from fastapi_forge.template.hooks import Task


def run_tasks(
    project: Path, tasks: Sequence[Task], progress: Callable[[str], None]
) -> None:
    """Run the tasks in order; raise TaskError for the first one that fails."""
    for number, task in enumerate(tasks, 1):
        progress(f"Running task {number} of {len(tasks)}: {task.shown}")
        reason = _run(task, project / task.directory)
        if reason:
            raise TaskError(
                f"{project} was created, but task {number} of {len(tasks)}"
                f" {reason}: {task.shown}",
                hint="Run it and the tasks after it by hand.",
            )


def _run(task: Task, directory: Path) -> str:
    """Return why the task failed, or nothing."""
    try:
        done = subprocess.run(
            task.command,
            shell=isinstance(task.command, str),  # as Copier runs it
            cwd=directory,
            # The variables that Copier sets for tasks.
            env={**tool_environment(), "STAGE": "task", "COPIER_OPERATION": "copy"},
            # The output of a task is not a result of forge.
            stdout=sys.stderr.fileno() if _has_descriptor() else subprocess.DEVNULL,
            check=False,
        )
    except OSError as error:
        return f"could not be started ({error.strerror or type(error).__name__})"
    return f"failed with exit code {done.returncode}" if done.returncode else ""


def _has_descriptor() -> bool:
    try:
        return sys.stderr is not None and sys.stderr.fileno() >= 0
    except (OSError, ValueError):
        return False
