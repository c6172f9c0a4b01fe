"""Find defaults that depend on this machine."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping

from fastapi_forge.git.repository import setting
from fastapi_forge.template.schema import Value

_TIMEOUT = 5.0
_GIT = {"git-name": "user.name", "git-email": "user.email"}


def machine_defaults(wanted: Mapping[str, str]) -> Mapping[str, Value]:
    """Return what this machine provides of a template's `environment_defaults`."""
    found = {key: _fact(fact) for key, fact in wanted.items()}
    return {key: value for key, value in found.items() if value}


def _fact(name: str) -> str:
    """Return a fact of `template.machine_facts`, or nothing if it is unknown."""
    if name == "python-version":
        return f"{sys.version_info.major}.{sys.version_info.minor}"
    if name == "package-manager":
        return "uv" if shutil.which("uv") else "pip"
    value = setting(_GIT[name], _TIMEOUT)
    return value if value.isprintable() else ""
