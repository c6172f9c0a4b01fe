"""The tests of a generated service notice each fault that is planted in it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.support.choosing import chosen
from tests.support.edits import edited
from tests.support.environments import environment_of
from tests.support.generated import forge_new
from tests.support.mutations import KINDS, MUTATIONS, PLANTED, Planted
from tests.support.processes import run
from tests.support.touched import touches_mutation

SOME = chosen(
    "mutations",
    PLANTED,
    bound=12,
    kind=lambda planted: planted.kind,
    touched=touches_mutation,
)
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider")
TESTS_FAILED = 1

Generate = Callable[[str], Path]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Generate:
    @cache
    def generate(kind: str) -> Path:
        return forge_new(tmp_path_factory.mktemp("mutations"), *KINDS[kind])

    return generate


def test_names_are_unique_within_a_kind() -> None:
    names = [str(planted) for planted in PLANTED]

    assert len(names) == len(set(names))
    assert len({mutation.name for mutation in MUTATIONS}) >= 80


def test_files_of_tests_exist(generated: Generate) -> None:
    services = [generated(kind) for kind in KINDS]
    files = {file for mutation in MUTATIONS for file in mutation.tests}

    assert [
        file
        for file in sorted(files)
        if not any((service / file).exists() for service in services)
    ] == []


@pytest.mark.parametrize("kind", KINDS)
def test_mutations_can_be_planted(
    kind: str, generated: Generate, tmp_path: Path
) -> None:
    """All of them with each change, because each runs only now and then."""
    for number, mutation in enumerate(
        planted.mutation for planted in PLANTED if planted.kind == kind
    ):
        service = edited(generated(kind), tmp_path / str(number), mutation.edits)
        assert mutation.tests_in(service)
        shutil.rmtree(service)


@pytest.mark.parametrize("planted", SOME, ids=str)
def test_a_mutation_is_noticed(
    planted: Planted, generated: Generate, tmp_path: Path
) -> None:
    """If its tests pass, let one of them fail, or remove the mutation."""
    original = generated(planted.kind)
    service = edited(original, tmp_path, planted.mutation.edits)
    environment = environment_of(original, sys.executable)
    run(
        *(environment.python, "-m", "pytest", *OPTIONS),
        *planted.mutation.tests_in(service),
        cwd=service,
        environment=environment.variables(service),
        code=TESTS_FAILED,
    )
