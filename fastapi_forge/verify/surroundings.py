"""The variables that a service and the tools that check it are started with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from fastapi_forge.surroundings import service_environment

_SETTING = re.compile(r"^(\w+)=(.*)$", re.MULTILINE)


def clean_environment(project: Path | None = None) -> dict[str, str]:
    """Return the variables of this process that do not configure `project`."""
    return service_environment(settings_of(project) if project else {})


def settings_of(project: Path) -> Mapping[str, str]:
    """What `.env.example`, and after it `.env`, sets."""
    found: dict[str, str] = {}
    for name in (".env.example", ".env"):
        path = project / name
        if path.is_file():
            found |= dict(_SETTING.findall(path.read_text("utf-8")))
    return found
