"""Run the service's own tests in random order, with their coverage threshold."""

from __future__ import annotations

import re

from fastapi_forge.verify.databases import SERVER, server_of, unreachable_databases
from fastapi_forge.verify.outcome import CheckSkipped
from fastapi_forge.verify.server import migrated
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.source.tests import is_test

_SUMMARY = re.compile(r"^=*\s*(\d+ passed.*?)\s*=*$", re.MULTILINE)


async def check_tests(service: Service) -> str:
    if not (service.path / "tests").is_dir():
        raise CheckSkipped(
            "The service has no directory 'tests'.", cause="not-applicable"
        )
    arguments = ["-q"]
    if "pytest-xdist" in service.project_file:
        arguments += ["-n", str(service.workers if service.workers > 1 else 0)]
    if "pytest-cov" in service.project_file:
        arguments.append("--cov")
    if "pytest-randomly" in service.project_file:
        arguments.append(f"--randomly-seed={service.seed}")
    if _makes_databases(service):
        servers = set(map(server_of, service.survey.databases.values())) - {""}
        given = {SERVER: " ".join(sorted(servers))} if servers else {}
        # A test that opens another database than its own would use the developer's.
        done = await service.run_checked(
            "pytest", *arguments, **given, **unreachable_databases(service)
        )
    else:
        async with migrated(service) as variables:
            done = await service.run_checked("pytest", *arguments, **variables)
    found = _SUMMARY.findall(done.output)
    return found[-1] if found else ""


def _makes_databases(service: Service) -> bool:
    """Return whether its tests create their own databases on a server."""
    return any(
        SERVER in (service.path / path).read_text("utf-8", "replace")
        for path in service.files
        if path.endswith(".py") and is_test(path)
    )
