"""The variables of the machine, without those that would lead a service astray."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

_HIDDEN = re.compile(
    r"(PYTEST|COV|COVERAGE|FORGE|MYPY|RUFF|UV_PROJECT|UV_RUN|UVICORN|PG)(_.*)?$"
    r"|PG[A-Z]+$|PYTHON(PATH|HOME|HASHSEED)$|VIRTUAL_ENV|UV$|TEST_DATABASE_URL$"
)
_SETTING = re.compile(r"^(\w+)=(.*)$", re.MULTILINE)


def clean_environment(project: Path | None = None) -> dict[str, str]:
    """The variables of this process that mean nothing to `project`."""
    known = settings_of(project) if project else {}
    return {
        key: value
        for key, value in os.environ.items()
        if not _HIDDEN.match(key) and key not in known
    }


def settings_of(project: Path) -> Mapping[str, str]:
    """What `.env.example`, and after it `.env`, sets."""
    found: dict[str, str] = {}
    for name in (".env.example", ".env"):
        path = project / name
        if path.is_file():
            found |= dict(_SETTING.findall(path.read_text("utf-8")))
    return found
