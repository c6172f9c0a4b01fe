"""Describe the service for its checks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fastapi_forge.verify.commands import Completed, run_checked
from fastapi_forge.verify.conventions import Conventions
from fastapi_forge.verify.environments import Environment
from fastapi_forge.verify.files import files_of
from fastapi_forge.verify.isolation.engines import Engine, engine_of
from fastapi_forge.verify.isolation.findings import Survey
from fastapi_forge.verify.isolation.survey import DATABASE, survey_service
from fastapi_forge.verify.isolation.variables import without_stores
from fastapi_forge.verify.outcome import CheckSkipped
from fastapi_forge.verify.plan import Plan
from fastapi_forge.verify.settings_files import OWN, read_settings, settings_of


@dataclass(frozen=True, kw_only=True)
class Service:
    path: Path
    """The directory in which checks work: a copy, if opened."""
    environment: Environment
    plan: Plan
    original: Path | None = None
    """The directory that `path` is a copy of."""
    temporary: Path | None = None
    """A directory for home and temporary files of programs."""
    listed: Sequence[str] | None = None
    seed: int = 0
    """The seed for everything random."""
    workers: int = 2
    """Number of processes for the tests."""
    allows_writes: bool = False
    """True to run checks with unknown isolation."""

    @property
    def project(self) -> Path:
        return self.original or self.path

    @cached_property
    def files(self) -> Sequence[str]:
        """Its own files, by path."""
        return files_of(self.path) if self.listed is None else self.listed

    @cached_property
    def settings(self) -> Mapping[str, str]:
        """The variables in its `.env`, or in an example of it."""
        return settings_of(self.project)

    @cached_property
    def survey(self) -> Survey:
        return survey_service(self.project, self.path, self.files, self.plan.stores)

    @cached_property
    def variables(self) -> dict[str, str]:
        """The variables of its programs, without references to the user's stores."""
        variables = without_stores(
            self.environment.variables(self.project), self.survey.taken
        )
        variables |= self.survey.needed
        if self.allows_writes and self.survey.findings:
            variables |= read_settings(self.project / OWN)
        if self.temporary:
            variables |= {"HOME": str(self.temporary / "home")}
            variables |= {"TMPDIR": str(self.temporary / "tmp")}
        if paths := self.environment.editable_in(self.project):
            copied = (str(self.path / path) for path in paths)
            variables["PYTHONPATH"] = os.pathsep.join(copied)
        return variables

    @property
    def conventions(self) -> Conventions:
        return self.plan.conventions or Conventions()

    @cached_property
    def app(self) -> str:
        return self.plan.app_of(self.path)

    @cached_property
    def package(self) -> Path:
        """The directory of the application's code."""
        return self.path / self.app.partition(":")[0].partition(".")[0]

    @cached_property
    def database_url(self) -> str:
        """The URL of its main database, or nothing."""
        databases = self.survey.databases
        return databases.get(DATABASE) or next(iter(databases.values()), "")

    @cached_property
    def engine(self) -> Engine | None:
        return engine_of(self.database_url)

    @cached_property
    def project_file(self) -> str:
        path = self.path / "pyproject.toml"
        return path.read_text("utf-8") if path.is_file() else ""

    @cached_property
    def memory(self) -> dict[str, object]:
        """A cache for facts about the service."""
        return {}

    def program(self, name: str) -> Path:
        """Return the path of a program in the service's environment; raise
        CheckSkipped.
        """
        found = shutil.which(name, path=str(self.environment.programs))
        if found is None:
            raise CheckSkipped(
                f"{name} is not installed in the service's environment.",
                cause="missing-tool",
            )
        return Path(found)

    async def run_checked(
        self, name: str, *arguments: str, **variables: str
    ) -> Completed:
        """Run a program of its environment, which must succeed."""
        return await run_checked(
            self.program(name),
            *arguments,
            cwd=self.path,
            environment=self.variables | variables,
        )
