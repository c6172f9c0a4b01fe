"""Several linters form one check; findings come before missing programs."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from fastapi_forge.verify.environments import Environment
from fastapi_forge.verify.files import files_of
from fastapi_forge.verify.linters import Linter, in_parallel, run_linters
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped
from fastapi_forge.verify.plan import Plan
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.tools import installation

TIDY = Linter(command=("ruff", "check", "--isolated"), files=r".+\.py")
STRICT = Linter(command=("yamllint", "--strict"), files=r".+\.yml")
MISSING = Linter(command=("no-such-program",), files=r".+\.py")


@pytest.fixture
def service(tmp_path: Path) -> Service:
    (tmp_path / "good.py").write_text("print(1)\n")
    environment = Environment(path=Path(sys.prefix))
    return Service(path=tmp_path, environment=environment, plan=Plan())


def test_linters_without_files_do_not_run(service: Service) -> None:
    assert asyncio.run(run_linters(service, TIDY, STRICT)) == "ruff"
    with pytest.raises(CheckSkipped) as skipped:
        asyncio.run(run_linters(service, STRICT))
    assert not skipped.value.applies


def test_all_findings_are_shown_under_the_names_of_their_programs(
    service: Service,
) -> None:
    (service.path / "bad.py").write_text("import os\n")
    (service.path / "bad.yml").write_text("a: [\n")
    with pytest.raises(CheckFailure, match=r"(?s)ruff:\n.*F401.*yamllint:\n.*syntax"):
        asyncio.run(run_linters(service, TIDY, STRICT, MISSING))


def test_missing_program_skips_with_installation_advice(
    service: Service,
) -> None:
    with pytest.raises(CheckSkipped) as skipped:
        asyncio.run(run_linters(service, TIDY, MISSING))
    assert skipped.value.cause == "missing-tool"
    assert str(skipped.value) == (
        f"no-such-program is not installed. Run: {installation()}"
    )


@pytest.mark.parametrize(
    ("mark", "command"),
    [
        ("uv-receipt.toml", "uv tool install"),
        ("pipx_metadata.json", "pipx install --force"),
        ("pyvenv.cfg", "pip install"),
    ],
)
def test_the_extra_is_installed_as_forge_was(
    mark: str, command: str, tmp_path: Path
) -> None:
    (tmp_path / mark).touch()
    assert installation(str(tmp_path)) == f"{command} 'forge-fastapi[verify]'"


def test_errors_of_a_part_are_raised() -> None:
    async def broken() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(in_parallel(broken()))


def test_ignored_files_are_excluded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (".env", "made/by.py", "app/main.py", ".gitignore"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(".env\nmade/\n")
    # As a hook of another repository would set it.
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert files_of(tmp_path) == [".gitignore", "app/main.py"]


def test_tracked_files_are_included_even_if_ignored(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text(".env\n")
    (tmp_path / ".env").write_text("SECRET_KEY=x\n")
    for words in (("init", "--quiet"), ("add", "--force", ".env")):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    assert files_of(tmp_path) == [".env", ".gitignore"]
