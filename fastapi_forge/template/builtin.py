"""Locate forge's own template."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import fastapi_forge
from fastapi_forge.errors import TemplateError

BUILTIN = "service"


@cache
def builtin_template() -> Path:
    """Return its directory: inside the package in a wheel, next to it in a checkout."""
    package = Path(fastapi_forge.__file__).resolve().parent
    for templates in (package / "templates", package.parent / "templates"):
        if (templates / BUILTIN / "copier.yml").is_file():
            return templates / BUILTIN
    raise TemplateError(
        f"The built-in template '{BUILTIN}' is missing.",
        hint="Reinstall forge: the installation is incomplete.",
    )
