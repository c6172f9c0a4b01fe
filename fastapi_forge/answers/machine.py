"""Find defaults that depend on this machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping

from fastapi_forge.template.schema import Value

_TIMEOUT = 5.0


def machine_defaults() -> Mapping[str, Value]:
    """Return the values of `environment_defaults` that this machine provides."""
    defaults: dict[str, Value] = {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "package_manager": "uv" if shutil.which("uv") else "pip",
    }
    for key, setting in {"author": "user.name", "email": "user.email"}.items():
        value = _git_setting(setting)
        if value and value.isprintable():
            defaults[key] = value
    return defaults


def _git_setting(name: str) -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    try:
        found = subprocess.run(
            [git, "config", "--get", name],
            capture_output=True,
            check=False,
            timeout=_TIMEOUT,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return found.stdout.decode("utf-8", "replace").strip()
