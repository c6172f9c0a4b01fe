"""Verify that a service writes to the databases that forge created for it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from fastapi_forge.verify.databases import databases_of, unreachable_databases
from fastapi_forge.verify.isolation.findings import Finding, Isolation
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped
from fastapi_forge.verify.server import has_migrations, running_server, start_commands
from fastapi_forge.verify.service import Service

_SHOWN = 3
_ADVICE = (
    "If its databases are its only stores, name the variables with their URLs in"
    " verify.yml: 'stores: [DATABASE_URL]'. If it has none, write 'stores: none'."
    " With --allow-writes the check runs anyway, and may change or delete your"
    " data."
)


async def isolation_of(service: Service) -> Isolation:
    """Return the isolation of all checks; it is determined once.

    Raise CheckFailure if the service does not start or migrate, and CheckSkipped if its
    databases cannot be replaced.
    """
    task = service.memory.get("isolation")
    if not isinstance(task, asyncio.Task):
        task = asyncio.create_task(_probed(service))
        service.memory["isolation"] = task
    if task.done():
        result: Isolation = task.result()
        return result
    shared: Isolation = await asyncio.shield(task)
    return shared


def require_isolation(service: Service, isolation: Isolation) -> None:
    """Raise CheckSkipped if a check may write to the user's data."""
    if isolation.answer == "unknown" and not service.allows_writes:
        raise CheckSkipped(isolation.reason)


async def _probed(service: Service) -> Isolation:
    survey = service.survey
    if survey.findings:
        what = "The service may use a store that forge cannot replace"
        return _unknown(what, survey.findings)
    if survey.declared and not service.plan.stores:
        return Isolation(answer="none needed", reason="declared in verify.yml")
    if not survey.databases:
        return Isolation(answer="none needed", reason="no store found")
    names = ", ".join(survey.databases)
    if await _opens_other_databases(service):
        return _unknown(f"The service does not open the database in {names}")
    if not await _creates_tables(service):
        return _unknown(f"The service wrote nothing to the database in {names}")
    return Isolation(answer="verified", reason=f"wrote to the replacement for {names}")


async def _opens_other_databases(service: Service) -> bool:
    """Return whether migrations can open a database that is out of reach.

    Reading the current revision changes nothing.
    """
    if not has_migrations(service):
        return False
    try:
        await service.run_checked(
            "alembic", "current", **unreachable_databases(service)
        )
    except CheckFailure:
        return False
    return True


async def _creates_tables(service: Service) -> bool:
    """Let the service create its tables, and return whether it did."""
    async with databases_of(service) as made:
        variables = {name: database.url for name, database in made.items()}
        if has_migrations(service):
            await service.run_checked("alembic", "upgrade", "head", **variables)
        else:
            async with running_server(service, start_commands(service)[0], variables):
                pass
        return any([await database.tables() for database in made.values()])


def _unknown(what: str, findings: Sequence[Finding] = ()) -> Isolation:
    shown = "; ".join(map(str, findings[:_SHOWN]))
    more = f"; and {len(findings) - _SHOWN} more" * (len(findings) > _SHOWN)
    where = f": {shown}{more}" if shown else ""
    return Isolation(answer="unknown", reason=f"{what}{where}. {_ADVICE}")
