"""Check that responses match the OpenAPI document."""

from __future__ import annotations

import tempfile
from importlib.util import find_spec
from pathlib import Path

from fastapi_forge.verify.clients.authenticated import (
    AuthenticatedClient,
    authenticated_client,
)
from fastapi_forge.verify.commands import run
from fastapi_forge.verify.contract.command import command, environment
from fastapi_forge.verify.contract.findings import read_findings
from fastapi_forge.verify.outcome import CheckFailure
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.tools import missing

_SHOWN = 20


async def check_contract(service: Service) -> str:
    if find_spec("schemathesis") is None:
        raise missing("schemathesis")
    async with authenticated_client(service) as client:
        return await _asked(service, client)


async def _asked(service: Service, client: AuthenticatedClient) -> str:
    seed = service.seed
    again = f"forge verify --only contract --seed {seed}"
    with tempfile.TemporaryDirectory(prefix="forge-contract-") as directory:
        report = Path(directory, "report.xml")
        address = f"{client.server.url.rstrip('/')}{service.plan.document}"
        words = command(address, headers=client.headers, seed=seed, report=report)
        done = await run(
            *words,
            cwd=Path(directory),
            environment=environment(service.conventions.rules),
        )
        findings = read_findings(report)
    if done.code and not findings:
        raise CheckFailure(done.tail, again)
    if findings:
        shown = "\n".join(map(str, findings[:_SHOWN]))
        more = f"\n... and {len(findings) - _SHOWN} more" * (len(findings) > _SHOWN)
        raise CheckFailure(f"{len(findings)} findings:\n{shown}{more}", again)
    operations = sum(map(len, client.document["paths"].values()))
    return f"{operations} operations without a failure"
