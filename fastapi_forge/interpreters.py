"""Find the Python interpreter for a project's environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from fastapi_forge.environment_variables import tool_environment

RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"

# Prints nothing unless it can create an environment. A shim (pyenv) may have no
# interpreter, which only running it shows.
_PROBE = (
    "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2], sys.executable)"
)
_TIMEOUT = 30


def find_interpreter(wanted: str) -> str | None:
    """Return the path of an interpreter of version `wanted`, like 3.12, or None."""
    if wanted == RUNNING:
        return sys.executable
    found = map(_probed, _candidates(wanted))
    return next((path for version, path in found if version == wanted), None)


def _candidates(wanted: str) -> Iterator[str]:
    if on_path := shutil.which(f"python{wanted}"):
        yield on_path
    # pyenv puts only the selected versions on the PATH.
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, root.glob(f"versions/{wanted}.*/bin/python{wanted}"))


def _probed(candidate: str) -> tuple[str, str]:
    """Return version and path of a candidate, or nothing if it does not work."""
    try:
        probe = subprocess.run(
            [candidate, "-c", _PROBE],
            capture_output=True,
            text=True,
            timeout=_TIMEOUT,
            stdin=subprocess.DEVNULL,
            env=tool_environment(),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return "", ""
    version, _, path = probe.stdout.strip().partition(" ")
    return version, path
