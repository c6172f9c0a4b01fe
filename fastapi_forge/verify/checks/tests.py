"""The service's own tests, in random order, with its threshold of coverage."""

from __future__ import annotations

import re

from fastapi_forge.verify.databases import SERVER, database_of, server_of
from fastapi_forge.verify.outcome import CheckSkipped
from fastapi_forge.verify.service import DATABASE, Service

_SUMMARY = re.compile(r"^=*\s*(\d+ passed.*?)\s*=*$", re.MULTILINE)


async def check_tests(service: Service) -> str:
    if not (service.path / "tests").is_dir():
        raise CheckSkipped("It has no directory tests.", cause="not-applicable")
    arguments = ["-q"]
    if "pytest-xdist" in service.project_file:
        arguments += ["-n", str(service.workers if service.workers > 1 else 0)]
    if "pytest-cov" in service.project_file:
        arguments.append("--cov")
    if "pytest-randomly" in service.project_file:
        arguments.append(f"--randomly-seed={service.seed}")
    variables = await _server(service) | _out_of_reach(service)
    done = await service.passed("pytest", *arguments, **variables)
    found = _SUMMARY.findall(done.output)
    return found[-1] if found else ""


async def _server(service: Service) -> dict[str, str]:
    """Where the tests make their databases; without a server they bring their own."""
    server = server_of(service)
    if not server:
        return {}
    try:
        async with database_of(service):
            return {SERVER: server}
    except CheckSkipped:
        return {}


def _out_of_reach(service: Service) -> dict[str, str]:
    """In the place of the developer's database one that a test cannot touch."""
    scheme = service.database_url.partition(":")[0]
    if service.engine is None:
        return {}
    if service.engine == "sqlite":
        return {DATABASE: f"{scheme}:////nowhere/developer.sqlite3"}
    return {DATABASE: f"{scheme}://nobody@127.0.0.1:1/developer"}
