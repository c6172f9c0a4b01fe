"""Locate forge's own template."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import fastapi_forge
from fastapi_forge.errors import TemplateError

BUILTIN = "service"


@cache
def builtin_template() -> Path:
    """A wheel contains the templates inside the package, a checkout next to it."""
    package = Path(fastapi_forge.__file__).resolve().parent
    for templates in (package / "templates", package.parent / "templates"):
        if (templates / BUILTIN / "copier.yml").is_file():
            return templates / BUILTIN
    raise TemplateError(
        f"The built-in template '{BUILTIN}' is missing.",
        hint="Reinstall forge: the installation is incomplete.",
    )
