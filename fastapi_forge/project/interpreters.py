"""The Python that a project's environment is made of."""

from __future__ import annotations

import shutil
import subprocess
import sys

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
    candidate = shutil.which(f"python{wanted}")
    if candidate is None:
        return None
    try:
        probe = subprocess.run(
            [candidate, "-c", _PROBE],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    version, _, path = probe.stdout.strip().partition(" ")
    return path if version == wanted else None
