"""Check that every module can be imported without a warning."""

from __future__ import annotations

from fastapi_forge.verify.databases import database_of
from fastapi_forge.verify.outcome import CheckSkipped
from fastapi_forge.verify.service import Service

# Runs in the service's environment, without modules that start it when imported.
_IMPORT = """
import importlib, pkgutil, sys
[package] = sys.argv[1:]
found = pkgutil.walk_packages([package], f"{package}.")
names = [package, *(module.name for module in found)]
for name in names:
    if not name.endswith(".__main__"):
        importlib.import_module(name)
print(len(names))
"""


async def check_imports(service: Service) -> str:
    if not (service.package / "__init__.py").is_file():
        raise CheckSkipped(
            f"{service.package.name} is not a package.", cause="not-applicable"
        )
    # Importing a module may open the database or create its tables.
    async with database_of(service) as variables:
        command = ("-W", "error", "-c", _IMPORT, service.package.name)
        done = await service.run_checked("python", *command, **variables)
    return f"{done.output.strip()} modules"
