"""The service answers as its OpenAPI document says, whatever it is asked."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from fastapi_forge.verify.commands import run
from fastapi_forge.verify.contract.account import (
    AccountError,
    log_in,
    read_document,
)
from fastapi_forge.verify.contract.command import command, environment
from fastapi_forge.verify.contract.findings import read_findings
from fastapi_forge.verify.contract.issuing import issuing
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.serving import Server, migrated, serving, start_commands
from fastapi_forge.verify.tools import INSTALLATION

_SHOWN = 20


async def check_contract(service: Service) -> str:
    if find_spec("schemathesis") is None:
        raise CheckSkipped(
            f"schemathesis is not installed beside forge: {INSTALLATION}."
        )
    start = start_commands(service)[0]
    async with (
        migrated(service) as variables,
        issuing(service) as issued,
        serving(service, start, {**variables, **issued.variables}) as server,
    ):
        try:
            headers = issued.headers or await _logged_in(server)
            return await _asked(server, service.seed, headers)
        except AccountError as error:
            raise server.failure(str(error)) from error


async def _logged_in(server: Server) -> Mapping[str, str]:
    document = await asyncio.to_thread(read_document, server.url)
    return await asyncio.to_thread(log_in, server.url, document)


async def _asked(server: Server, seed: int, headers: Mapping[str, str]) -> str:
    again = f"forge verify --only contract --seed {seed}"
    document = await asyncio.to_thread(read_document, server.url)
    with tempfile.TemporaryDirectory(prefix="forge-contract-") as directory:
        report = Path(directory, "report.xml")
        words = command(server.url, headers=headers, seed=seed, report=report)
        done = await run(*words, cwd=Path(directory), environment=environment())
        findings = read_findings(report)
    if done.code and not findings:
        raise CheckFailure(done.tail, again)
    if findings:
        shown = "\n".join(map(str, findings[:_SHOWN]))
        more = f"\n... and {len(findings) - _SHOWN} more" * (len(findings) > _SHOWN)
        raise CheckFailure(f"{len(findings)} findings:\n{shown}{more}", again)
    operations = sum(map(len, document["paths"].values()))
    return f"{operations} operations, with no failure"
