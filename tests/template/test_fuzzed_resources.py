"""Any resource is either accepted, with valid code, or rejected with its name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ruff import find_ruff_bin

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources.expansion import expand
from fastapi_forge.resources.language import parse
from tests.support.environments import environment_of
from tests.support.processes import run
from tests.support.renders import rendered
from tests.support.specifications import RESOURCES, STRANGE_RESOURCES

SHOWN = 40
# Deterministic, so that new cases are searched on purpose, not by surprise.
unhurried = settings(
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
answers = st.fixed_dictionaries(
    {
        "database": st.sampled_from(["sqlite", "postgresql"]),
        "access": st.sampled_from(["async", "sync"]),
        "versioning": st.sampled_from(["path", "none"]),
    }
)


def refusal_of(specs: list[str]) -> InvalidResourceError | None:
    """Return why it is rejected; an accepted one can be written again."""
    try:
        resources = [parse(spec) for spec in specs]
        expand(resources)
    except InvalidResourceError as refusal:
        return refusal
    assert [parse(resource.spec()) for resource in resources] == resources
    return None


def is_accepted(specs: list[str]) -> bool:
    return refusal_of(specs) is None


@settings(unhurried, max_examples=150)
@given(RESOURCES | STRANGE_RESOURCES)
def test_error_quotes_the_input(specs: list[str]) -> None:
    refusal = refusal_of(specs)
    if refusal:
        words = " ".join(specs).replace(":", " ").split()
        assert any(word[:SHOWN] in refusal.message for word in words)
        assert refusal.hint


@settings(unhurried, max_examples=300)
@given(st.text() | st.text("ab:= -\"'\\,{}[]()~|0").map("book a:{}".format))
def test_any_text_is_accepted_or_refused(spec: str) -> None:
    refusal = refusal_of([spec])
    assert refusal is None or refusal.message


@settings(unhurried, max_examples=5)
@given(RESOURCES.filter(is_accepted), answers)
def test_accepted_resources_generate_valid_code(
    specs: list[str], chosen: dict[str, str]
) -> None:
    with TemporaryDirectory() as directory:
        rendered(resources=tuple(specs), example=False, **chosen).write(Path(directory))

        for arguments in (["check", "--no-cache"], ["format", "--check", "--no-cache"]):
            done = subprocess.run(
                [find_ruff_bin(), *arguments, "."],
                cwd=directory,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout


@pytest.mark.long
@settings(unhurried, max_examples=8)
@given(RESOURCES.filter(is_accepted))
def test_accepted_resources_generate_passing_services(specs: list[str]) -> None:
    with TemporaryDirectory() as directory:
        project = Path(directory)
        rendered(resources=tuple(specs), example=False).write(project)
        environment = environment_of(project, sys.executable)
        variables = environment.variables(project)

        run("mypy", cwd=project, environment=variables)
        run("pytest", "-q", "-p", "no:xdist", cwd=project, environment=variables)
