"""The service does what its OpenAPI document says, whatever it is asked."""

from __future__ import annotations

import asyncio
import re
import tempfile
from importlib.util import find_spec
from pathlib import Path

from fastapi_forge.verify.commands import run
from fastapi_forge.verify.contract.account import log_in, read_document
from fastapi_forge.verify.contract.command import command, environment
from fastapi_forge.verify.contract.failures import ContractError
from fastapi_forge.verify.contract.findings import read_findings
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.serving import migrated, serving, start_commands

_CASES = re.compile(r"(\d+) generated")
_SHOWN = 20


async def check_contract(service: Service) -> str:
    if find_spec("schemathesis") is None:
        raise CheckSkipped(
            "schemathesis is not installed: pip install 'forge-fastapi[verify]'."
        )
    first = start_commands(service)[0]
    async with (
        migrated(service) as variables,
        serving(service, first, variables) as server,
    ):
        try:
            return await _ask(server.url, service.seed)
        except ContractError as error:
            raise server.failure(error.message) from error


async def _ask(url: str, seed: int) -> str:
    document = await asyncio.to_thread(read_document, url)
    headers = await asyncio.to_thread(log_in, url, document)
    # Elsewhere it would find, and keep, what earlier runs have seen.
    with tempfile.TemporaryDirectory(prefix="forge-contract-") as directory:
        report = Path(directory) / "report.xml"
        words = command(url, headers=headers, seed=seed, report=report)
        done = await run(*words, cwd=Path(directory), environment=environment())
        if done.code:
            said = "\n".join(str(it) for it in read_findings(report)[:_SHOWN])
            raise CheckFailure(
                said or done.tail, f"forge verify --only contract --seed {seed}"
            )
    cases = _CASES.search(done.output)
    return f"{cases[1]} requests" if cases else ""
