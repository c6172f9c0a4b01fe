from __future__ import annotations

import importlib
import subprocess
from pathlib import Path

from fastapi_forge.verify.contract.command import RULES_VARIABLE, command, environment


def test_schemathesis_accepts_the_command(tmp_path: Path) -> None:
    words = command(
        "http://127.0.0.1:9/openapi.json",
        headers={"Authorization": "Bearer x"},
        seed=7,
        report=tmp_path / "report.xml",
    )
    done = subprocess.run(
        [*words, "--help"],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert "http://127.0.0.1:9/openapi.json" in words
    assert "Usage" in done.stdout


def test_the_process_gets_the_rules() -> None:
    assert environment(["a", "b"])[RULES_VARIABLE] == "a b"


def test_the_hooks_can_be_loaded() -> None:
    name = environment()["SCHEMATHESIS_HOOKS"]

    assert hasattr(importlib.import_module(name), "filter_failure")
