"""Determine the variables for services and for the tools that check them."""

from __future__ import annotations

from pathlib import Path

from fastapi_forge.environment_variables import service_environment
from fastapi_forge.verify.settings_files import settings_of


def clean_environment(project: Path | None = None) -> dict[str, str]:
    """Return the variables of this process that do not configure `project`."""
    return service_environment(settings_of(project) if project else {})
