"""Check pipelines, the Compose file and every YAML file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence

from fastapi_forge.verify.commands import passed, run
from fastapi_forge.verify.judges import Judge, together
from fastapi_forge.verify.outcome import CheckSkipped
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.surroundings import clean_environment

_COMPOSE = r"(docker-)?compose(\.\w+)?\.ya?ml"
_WORKFLOW = r"\.github/workflows/[^/]+\.ya?ml"
_SCHEMA = ("check-jsonschema", "--builtin-schema")
# Line lengths are checked by formatters.
_YAML = (
    "{extends: default, rules: {document-start: disable, line-length: disable,"
    " truthy: {check-keys: false}}}"
)
_YAMLLINT_CONFIGURATION = r"\.yamllint(\.ya?ml)?"
_JUDGES = (
    Judge(
        name="compose schema",
        command=(*_SCHEMA, "vendor.compose-spec"),
        files=_COMPOSE,
    ),
    Judge(
        name="workflow schema",
        command=(*_SCHEMA, "vendor.github-workflows"),
        files=_WORKFLOW,
    ),
    Judge(
        name="GitLab schema",
        command=(*_SCHEMA, "vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
        files=r"\.gitlab-ci\.ya?ml",
    ),
    # Other programs on the PATH must not affect the result.
    Judge(
        command=("actionlint", "-no-color", "-shellcheck=", "-pyflakes="),
        files=_WORKFLOW,
    ),
)


async def check_artefacts(service: Service) -> str:
    paths = service.files
    return await together(
        *(it.judge(service, paths) for it in (*_JUDGES, _yamllint(paths))),
        _compose_config(service, paths),
    )


def _yamllint(paths: Sequence[str]) -> Judge:
    own = any(re.fullmatch(_YAMLLINT_CONFIGURATION, path) for path in paths)
    style = () if own else ("--config-data", _YAML)
    return Judge(command=("yamllint", "--strict", *style), files=r".+\.ya?ml")


async def _compose_config(service: Service, paths: Sequence[str]) -> str:
    """Check with Compose itself, if installed, which knows more than the schema."""
    files = [path for path in paths if re.fullmatch(_COMPOSE, path)]
    docker = shutil.which("docker")
    # `.env` belongs to a machine, so its values may be missing.
    unset = ("--no-env-resolution", "--no-interpolate")
    command = ("compose", "config", "--quiet", *unset)
    surroundings = clean_environment()
    if files and docker:
        asked = (docker, *command, "--help")
        known = await run(*asked, cwd=service.path, environment=surroundings)
        if not known.code:
            call = (docker, *command)
            await passed(*call, cwd=service.path, environment=surroundings)
            return "docker compose"
    raise CheckSkipped("docker compose is not installed.", cause="not-applicable")
