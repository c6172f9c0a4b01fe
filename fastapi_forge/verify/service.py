"""What checks know of the service that they look at."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

from fastapi_forge.verify.commands import Done, passed
from fastapi_forge.verify.environments import Environment
from fastapi_forge.verify.outcome import CheckSkipped
from fastapi_forge.verify.plan import Plan
from fastapi_forge.verify.surroundings import settings_of

Engine: TypeAlias = Literal["sqlite", "postgresql", "mysql"]
DATABASE = "DATABASE_URL"


@dataclass(frozen=True, kw_only=True)
class Service:
    path: Path
    environment: Environment
    plan: Plan
    seed: int = 0
    """Decides whatever is random."""
    workers: int = 2
    """How many processes the tests may share; nothing else runs beside one alone."""

    @cached_property
    def variables(self) -> dict[str, str]:
        """What its programs run with."""
        return self.environment.variables(self.path)

    @cached_property
    def app(self) -> str:
        return self.plan.app_of(self.path)

    @cached_property
    def package(self) -> Path:
        """The directory of the application's code."""
        return self.path / self.app.partition(":")[0].partition(".")[0]

    @cached_property
    def database_url(self) -> str:
        """Where its settings keep data; nothing for a service that keeps none."""
        return settings_of(self.path).get(DATABASE, "")

    @cached_property
    def engine(self) -> Engine | None:
        scheme = self.database_url.partition(":")[0].partition("+")[0]
        engines: dict[str, Engine] = {
            "sqlite": "sqlite",
            "postgresql": "postgresql",
            "postgres": "postgresql",
            "mysql": "mysql",
            "mariadb": "mysql",
        }
        return engines.get(scheme)

    @cached_property
    def project_file(self) -> str:
        path = self.path / "pyproject.toml"
        return path.read_text("utf-8") if path.is_file() else ""

    def program(self, name: str) -> Path:
        """A program of the service's environment; raises CheckSkipped."""
        found = shutil.which(name, path=str(self.environment.programs))
        if found is None:
            raise CheckSkipped(
                f"{name} is not installed in its environment.", cause="missing-tool"
            )
        return Path(found)

    async def passed(self, name: str, *arguments: str, **variables: str) -> Done:
        """Run a program of its environment, which has to succeed."""
        return await passed(
            self.program(name),
            *arguments,
            cwd=self.path,
            environment=self.variables | variables,
        )
