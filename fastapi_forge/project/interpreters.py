"""The Python that a project's environment is made of."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from fastapi_forge.surroundings import tool_environment

RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"

# Prints nothing unless an environment can be made with it. A shim (pyenv) may
# stand in for an interpreter, or for none: only running it tells.
_PROBE = (
    "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2], sys.executable)"
)
_PATIENCE = 30


def find_interpreter(wanted: str) -> str | None:
    """The path of an interpreter of version `wanted`, like 3.12, or None."""
    if wanted == RUNNING:
        return sys.executable
    found = map(_probed, _candidates(wanted))
    return next((path for version, path in found if version == wanted), None)


def _candidates(wanted: str) -> Iterator[str]:
    if on_path := shutil.which(f"python{wanted}"):
        yield on_path
    # pyenv puts on the PATH only the versions that were chosen for this place.
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, root.glob(f"versions/{wanted}.*/bin/python{wanted}"))


def _probed(candidate: str) -> tuple[str, str]:
    """Version and path of what a candidate really is; nothing where it is none."""
    try:
        probe = subprocess.run(
            [candidate, "-c", _PROBE],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            stdin=subprocess.DEVNULL,
            env=tool_environment(),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return "", ""
    version, _, path = probe.stdout.strip().partition(" ")
    return version, path
