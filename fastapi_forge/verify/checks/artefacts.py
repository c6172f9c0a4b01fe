"""Check pipelines, the Compose file and every YAML file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence

from fastapi_forge.verify.commands import run, run_checked
from fastapi_forge.verify.environment_variables import clean_environment
from fastapi_forge.verify.linters import Linter, in_parallel
from fastapi_forge.verify.outcome import CheckSkipped
from fastapi_forge.verify.service import Service

_COMPOSE = r"(docker-)?compose(\.\w+)?\.ya?ml"
_WORKFLOW = r"\.github/workflows/[^/]+\.ya?ml"
_SCHEMA = ("check-jsonschema", "--builtin-schema")
# Line lengths are checked by formatters.
_YAML = (
    "{extends: default, rules: {document-start: disable, line-length: disable,"
    " truthy: {check-keys: false}}}"
)
_YAMLLINT_CONFIGURATION = r"\.yamllint(\.ya?ml)?"
_LINTERS = (
    Linter(
        name="compose schema",
        command=(*_SCHEMA, "vendor.compose-spec"),
        files=_COMPOSE,
    ),
    Linter(
        name="workflow schema",
        command=(*_SCHEMA, "vendor.github-workflows"),
        files=_WORKFLOW,
    ),
    Linter(
        name="GitLab schema",
        command=(*_SCHEMA, "vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
        files=r"\.gitlab-ci\.ya?ml",
    ),
    # Other programs on the PATH must not affect the result.
    Linter(
        command=("actionlint", "-no-color", "-shellcheck=", "-pyflakes="),
        files=_WORKFLOW,
    ),
)


async def check_artefacts(service: Service) -> str:
    paths = service.files
    return await in_parallel(
        *(linter.run_on(service, paths) for linter in (*_LINTERS, _yamllint(paths))),
        _compose_config(service, paths),
    )


def _yamllint(paths: Sequence[str]) -> Linter:
    own = any(re.fullmatch(_YAMLLINT_CONFIGURATION, path) for path in paths)
    style = () if own else ("--config-data", _YAML)
    return Linter(command=("yamllint", "--strict", *style), files=r".+\.ya?ml")


async def _compose_config(service: Service, paths: Sequence[str]) -> str:
    """Check with Compose itself, if installed, which knows more than the schema."""
    files = [path for path in paths if re.fullmatch(_COMPOSE, path)]
    docker = shutil.which("docker")
    # `.env` belongs to a machine, so its values may be missing.
    unset = ("--no-env-resolution", "--no-interpolate")
    command = ("compose", "config", "--quiet", *unset)
    environment = clean_environment()
    if files and docker:
        asked = (docker, *command, "--help")
        known = await run(*asked, cwd=service.path, environment=environment)
        if not known.code:
            call = (docker, *command)
            await run_checked(*call, cwd=service.path, environment=environment)
            return "docker compose"
    raise CheckSkipped("docker compose is not installed.", cause="not-applicable")
