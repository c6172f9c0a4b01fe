"""Check that migrations work in both directions and match the models."""

from __future__ import annotations

from fastapi_forge.verify.databases import database_of
from fastapi_forge.verify.outcome import CheckSkipped
from fastapi_forge.verify.server import has_migrations
from fastapi_forge.verify.service import Service

_STEPS = (
    ("upgrade", "head"),
    ("downgrade", "base"),
    ("upgrade", "head"),
    ("check",),
)


async def check_migrations(service: Service) -> str:
    """Upgrade, downgrade to nothing and upgrade again; then compare with the models."""
    if not has_migrations(service):
        raise CheckSkipped("The service has no migrations.", cause="not-applicable")
    async with database_of(service) as variables:
        for step in _STEPS:
            await service.run_checked("alembic", *step, **variables)
    return f"up, down, up on {service.engine or 'its database'}"
