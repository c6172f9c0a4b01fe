"""Find programs that forge brings itself, so that services do not need them."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from pathlib import Path

from fastapi_forge.verify.outcome import CheckSkipped

_EXTRA = "'forge-fastapi[verify]'"
_INSTALLERS = {
    # The file that each writes to an environment.
    "uv-receipt.toml": "uv tool install",
    "pipx_metadata.json": "pipx install --force",
}


PROGRAMS = (
    *("actionlint", "check-jsonschema", "deptry", "detect-secrets-hook", "hadolint"),
    *("ruff", "vulture", "yamllint", "zizmor"),
)
"""The packages whose versions affect whether an earlier pass is valid."""


def tool(name: str) -> Path:
    """Return the path of a program; raise CheckSkipped."""
    found = find_program(name)
    if found is None:
        raise missing(name)
    return found


def find_program(name: str) -> Path | None:
    """Return the program next to forge, or the machine's own."""
    places = (sysconfig.get_path("scripts"), os.environ.get("PATH", ""))
    found = shutil.which(name, path=os.pathsep.join(places))
    return Path(found) if found else None


def is_own(program: Path) -> bool:
    return program.parent == Path(sysconfig.get_path("scripts"))


def missing(name: str) -> CheckSkipped:
    """Return the error for a program that comes with forge's extra."""
    return CheckSkipped(
        f"{name} is not installed. Run: {installation()}", cause="missing-tool"
    )


def installation(prefix: str = sys.prefix) -> str:
    """Return the command that adds the extra to this installation of forge."""
    made_by = (how for mark, how in _INSTALLERS.items() if Path(prefix, mark).exists())
    return f"{next(made_by, 'pip install')} {_EXTRA}"
