"""Run the commands of a service: `python -m PACKAGE COMMAND`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fastapi_forge.verify.commands import run
from fastapi_forge.verify.outcome import CheckFailure
from fastapi_forge.verify.service import Service

_TIMEOUT = 60.0
_LIBRARIES = re.compile(r"^\s*(?:import|from) (?:argparse|click|typer)\b", re.MULTILINE)
_HELP = "help of the commands"


async def command_of(
    service: Service, name: str, values: Mapping[str, str]
) -> list[str]:
    """Return the arguments of Python for a command of the conventions.

    Return nothing if the service does not have it; raise CheckFailure if its commands
    cannot be listed.
    """
    words = service.conventions.commands.get(name, ())
    if not words or not await has_command(service, words[0]):
        return []
    filled = (word.format_map(values) for word in words)
    return ["-m", service.package.name, *filled]


async def has_command(service: Service, name: str) -> bool:
    """Ask the service's own help; raises CheckFailure if that does not work."""
    if _HELP not in service.memory:
        service.memory[_HELP] = await _help_of(service)
    return re.search(rf"\b{name}\b", str(service.memory[_HELP])) is not None


async def _help_of(service: Service) -> str:
    # A service without commands would start its server instead.
    if not any(
        _LIBRARIES.search(path.read_text("utf-8"))
        for path in service.package.rglob("*.py")
    ):
        return ""
    done = await run(
        service.program("python"),
        *("-m", service.package.name, "--help"),
        cwd=service.path,
        environment=service.variables,
        timeout=_TIMEOUT,
    )
    if done.code:
        raise CheckFailure(f"Its commands cannot be listed: {done.tail}", done.command)
    return done.output
