"""The commands of a service: `python -m PACKAGE COMMAND`."""

from __future__ import annotations

from fastapi_forge.verify.service import Service


def has_command(service: Service, name: str) -> bool:
    # Asked of the code: a service without commands would start instead.
    return any(
        name in path.read_text("utf-8") for path in service.package.rglob("*.py")
    )
