"""The check `auth` passes for generated services, and finds each security hole."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from fastapi_forge.verify.checks.auth import check_auth
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped
from fastapi_forge.verify.plan import read_plan
from fastapi_forge.verify.service import Service
from tests.support.choosing import chosen
from tests.support.edits import edited
from tests.support.environments import environment_of
from tests.support.generated import forge_new
from tests.support.holes import HOLES, KINDS
from tests.support.holes.hole import Hole
from tests.support.renders import TEMPLATE
from tests.support.touched import touches_hole

SOME = chosen(
    "holes of auth", HOLES, bound=16, kind=lambda hole: hole.kind, touched=touches_hole
)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Service]:
    @cache
    def generate(kind: str) -> Service:
        project = forge_new(tmp_path_factory.mktemp("auth"), *KINDS[kind])
        return _service(project)

    return generate


def _service(project: Path) -> Service:
    environment = environment_of(project, sys.executable)
    return Service(
        path=project, environment=environment, plan=read_plan(project, TEMPLATE)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_generated_service_passes(
    kind: str, generated: Callable[[str], Service]
) -> None:
    assert "none succeeded" in asyncio.run(check_auth(generated(kind)))


def test_a_service_without_authentication(tmp_path: Path) -> None:
    service = _service(forge_new(tmp_path, "--auth=none"))
    with pytest.raises(CheckSkipped, match="No endpoint requires") as skipped:
        asyncio.run(check_auth(service))
    assert not skipped.value.applies


@pytest.mark.parametrize("kind", KINDS)
def test_holes_can_be_put_back(
    kind: str, generated: Callable[[str], Service], tmp_path: Path
) -> None:
    """All services with each change, because their turn may come much later."""
    for number, hole in enumerate(hole for hole in HOLES if hole.kind == kind):
        edited(generated(kind).path, tmp_path / str(number), hole.edits)


@pytest.mark.parametrize("hole", SOME, ids=str)
def test_a_hole_is_found(
    hole: Hole, generated: Callable[[str], Service], tmp_path: Path
) -> None:
    service = generated(hole.kind)
    path = edited(service.path, tmp_path, hole.edits)
    broken = Service(path=path, environment=service.environment, plan=service.plan)
    with pytest.raises(CheckFailure) as failure:
        asyncio.run(check_auth(broken, hole.attacks))
    assert hole.attack in failure.value.detail
    assert hole.said in failure.value.detail
