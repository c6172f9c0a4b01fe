"""verify.yml selects checks; invalid ones are rejected with a message."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_forge.errors import UsageError, VerificationPlanError
from fastapi_forge.verify.plan import HEALTH, Plan, read_plan
from fastapi_forge.verify.registry import NAMES, chosen_checks

WHOLE = """
install: uv sync
service:
  app: shop.main:app
  health: /healthz
checks:
  tests: true
  boot: false
  lint: flake8 'my shop'
  steps: [make one, make two]
"""


def test_without_a_file_all_checks_apply(tmp_path: Path) -> None:
    plan = read_plan(tmp_path)
    assert plan == Plan()
    assert [check.name for check in chosen_checks(plan)] == list(NAMES)
    assert plan.health == HEALTH
    assert plan.app_of(tmp_path) == "app.main:app"


def test_the_entry_point_of_the_project_counts(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.fastapi]\nentrypoint = "a.b:c"\n')
    assert Plan().app_of(tmp_path) == "a.b:c"
    assert Plan(app="d:e").app_of(tmp_path) == "d:e"


def test_a_whole_file(tmp_path: Path) -> None:
    (tmp_path / "verify.yml").write_text(WHOLE)
    assert read_plan(tmp_path) == Plan(
        install="uv sync",
        app="shop.main:app",
        health="/healthz",
        checks={
            "tests": (),
            "lint": (("flake8", "my shop"),),
            "steps": (("make", "one"), ("make", "two")),
        },
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("- tests", "it must be a mapping"),
        ("chekcs: {}", "'chekcs' is not a valid key. Keys of it:"),
        ("service: {port: 1}", "'port' is not a valid key. Keys of service:"),
        ("install: 3", "'install' must be text"),
        ("checks: {lint: 3}", "'lint' must be true, a command or a list"),
        ("checks: {lint: ['']}", "'lint' contains an empty command"),
        ('checks: {lint: "a \'b"}', "No closing quotation"),
        ("checks: [", "verify.yml"),
    ],
)
def test_invalid_values_are_refused(written: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "verify.yml").write_text(written)
    with pytest.raises(VerificationPlanError, match=r"verify\.yml: ") as refused:
        read_plan(tmp_path)
    assert said in refused.value.message


def test_only_and_skip_choose() -> None:
    chosen = chosen_checks(Plan(), only=["boot", "lint"], skip=["boot"])
    assert [check.name for check in chosen] == ["lint"]


@pytest.mark.parametrize("where", ["only", "skip"])
def test_an_unknown_check_is_named(where: str) -> None:
    with pytest.raises(UsageError, match="'tets' is not a check") as refused:
        chosen_checks(Plan(), **{where: ["tets"]})
    assert "'tests'" in refused.value.hint


def test_custom_check_needs_a_command() -> None:
    with pytest.raises(UsageError, match="'e2e', which forge does not have"):
        chosen_checks(Plan(checks={"e2e": ()}))
