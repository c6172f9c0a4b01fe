"""Create an administrator of a service with accounts.

Its operator creates the first one with a command that reads the password from stdin.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi_forge.verify.clients.account import new_account
from fastapi_forge.verify.clients.commands import command_of
from fastapi_forge.verify.commands import shell_command, started
from fastapi_forge.verify.outcome import CheckFailure
from fastapi_forge.verify.service import Service

_COMMAND = "create_admin"
_TIMEOUT = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Admin:
    username: str
    password: str


async def make_admin(service: Service, variables: Mapping[str, str]) -> Admin | None:
    """Create an administrator; return None without a command, raise CheckFailure if it
    fails.
    """
    account = new_account()
    command = await command_of(service, _COMMAND, account)
    if not command:
        return None
    words = [str(service.program("python")), *command]
    environment = service.variables | dict(variables)
    async with started(
        *words,
        cwd=service.path,
        environment=environment,
        stdin=asyncio.subprocess.PIPE,
    ) as process:
        communication = process.communicate(f"{account['password']}\n".encode())
        output, _ = await asyncio.wait_for(communication, _TIMEOUT)
        if await process.wait():
            reason = output.decode("utf-8", "replace").strip()
            raise CheckFailure(reason, shell_command(service.path, words))
    return Admin(username=account["username"], password=account["password"])
