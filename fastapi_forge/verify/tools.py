"""Programs that forge brings itself, so that no service has to have them."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from pathlib import Path

from fastapi_forge.verify.outcome import CheckSkipped

_EXTRA = "'forge-fastapi[verify]'"
_INSTALLERS = {
    # What each leaves in an environment that it has made.
    "uv-receipt.toml": "uv tool install",
    "pipx_metadata.json": "pipx install --force",
}


PROGRAMS = (
    *("actionlint", "check-jsonschema", "deptry", "detect-secrets-hook", "hadolint"),
    *("ruff", "vulture", "yamllint", "zizmor"),
)
"""Their versions decide whether a check that passed earlier counts."""


def tool(name: str) -> Path:
    """Raises CheckSkipped."""
    found = find_program(name)
    if found is None:
        raise missing(name)
    return found


def find_program(name: str) -> Path | None:
    """Beside forge, or else the machine's own."""
    places = (sysconfig.get_path("scripts"), os.environ.get("PATH", ""))
    found = shutil.which(name, path=os.pathsep.join(places))
    return Path(found) if found else None


def is_own(program: Path) -> bool:
    return program.parent == Path(sysconfig.get_path("scripts"))


def missing(name: str) -> CheckSkipped:
    """The skip of a check whose program comes with forge's extra."""
    return CheckSkipped(
        f"{name} is not installed. Run: {installation()}", cause="missing-tool"
    )


def installation(prefix: str = sys.prefix) -> str:
    """The command that adds the extra to the forge in this environment."""
    made_by = (how for mark, how in _INSTALLERS.items() if Path(prefix, mark).exists())
    return f"{next(made_by, 'pip install')} {_EXTRA}"
