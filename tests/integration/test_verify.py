"""`forge verify` finds each deliberate fault with the right check."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from fastapi_forge.verify.registry import NAMES
from tests.support.environments import environment_of, forge_without_extra
from tests.support.generated import ROOT, forge_new
from tests.support.processes import clean_environment

MAIN = "app/main.py"
CONFIG = "app/core/config.py"
BOOKS = "app/api/v1/endpoints/books.py"
COMPOSE = "docker-compose.yml"
WORKFLOW = ".github/workflows/ci.yml"


TOUCHES_THE_DEVELOPERS = """
from app.core.config import Settings
from app.db.engine import make_engine


async def test_odd() -> None:
    async with make_engine(Settings()).connect():
        pass
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Path:
    holder = tmp_path_factory.mktemp("verify")
    arguments = (
        *("--no-example", "--resource=book title:str", "--auth=none"),
        *("--ci=github", "--docker"),
    )
    project = forge_new(holder, *arguments)
    environment = environment_of(project, sys.executable)
    (project / ".venv").symlink_to(environment.path)
    return project


def verify(
    path: Path,
    *arguments: str,
    code: int,
    forge: Path = Path(sys.executable),
    **variables: str,
) -> Mapping[str, Any]:
    done = subprocess.run(
        [forge, "-m", "fastapi_forge", "verify", path, "--json", *arguments],
        cwd=path.parent,
        env=clean_environment() | {"PYTHONPATH": str(ROOT)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    document: Mapping[str, Any] = json.loads(done.stdout)
    return document


def test_a_generated_service_passes(service: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    document = verify(service, "--strict", f"--junit={report}", code=0)
    assert document["ok"] is True
    statuses = {check["name"]: check["status"] for check in document["checks"]}
    # No endpoint requires authentication.
    assert statuses.pop("auth") == "skipped"
    assert statuses == dict.fromkeys(
        (
            *("format", "lint", "types", "imports", "dead-code", "security"),
            "artefacts",
            *("tests", "migrations", "boot", "contract"),
        ),
        "passed",
    )
    assert 'failures="0"' in report.read_text()


NEW = "(new)"
"""Instead of a pattern: a file that the service does not have."""
RANDOM = "3lAsfvebzUmUwjxt_EmrpfBsA9iUhrXbrY5S1pt9E3sC"
# In two parts, so that this file does not look like a key.
PRIVATE_KEY = "-----BEGIN RSA PRIVATE" + " KEY-----\n"
MUTATIONS: tuple[tuple[str, str, str, str, str], ...] = (
    ("format", MAIN, r"\Z", "\nodd = {  'a':1 }\n", "would be reformatted"),
    ("lint", MAIN, r"\A", "import os\n", "F401"),
    ("types", MAIN, r"\Z", '\nodd: int = "1"\n', "assignment"),
    ("tests", "app/services/book.py", r"\Z", "\nraise RuntimeError\n", "RuntimeError"),
    # Committed after the response.
    ("tests", "app/api/deps.py", r', scope="function"', "", "commit"),
    ("tests", "tests/test_odd.py", NEW, TOUCHES_THE_DEVELOPERS, "unable to open"),
    ("migrations", "app/models/book.py", r"\Z", "\n    odd: Mapped[int]\n", "odd"),
    ("boot", MAIN, r"\A", "import app.nowhere\n", "app.nowhere"),
    ("dead-code", "app/core/odd.py", NEW, "", "app/core/odd.py:1: unused module"),
    ("dead-code", "tests/odd.py", NEW, "", "tests/odd.py:1: unused module"),
    (
        "dead-code",
        MAIN,
        r"\Z",
        "\n\ndef odd() -> int:\n    return 1\n",
        "function 'odd'",
    ),
    ("dead-code", MAIN, r"\Z", "\n\nclass Odd:\n    pass\n", "unused class 'Odd'"),
    (
        "dead-code",
        CONFIG,
        r"    @property\n",
        "    def mute(self) -> bool:\n        return self.debug\n\n    @property\n",
        "unused method 'mute'",
    ),
    (
        "dead-code",
        CONFIG,
        r"    debug:",
        "    odd: int = 1\n    debug:",
        "setting 'odd'",
    ),
    (
        "dead-code",
        "pyproject.toml",
        r'    "fastapi>=',
        '    "requests>=2",\n    "fastapi>=',
        "unused dependency 'requests'",
    ),
    ("dead-code", ".env.example", r"DEBUG=", "ODD=\nDEBUG=", "unused variable 'ODD'"),
    ("dead-code", COMPOSE, r"HOST:", "ODD: 1\n      HOST:", "unused variable 'ODD'"),
    ("security", MAIN, r"\A", "import os\n\nos.system('ls *')\n", f"{MAIN}:3:1: S605"),
    ("security", MAIN, r"\Z", "\nrun(name, shell=True)\n", "S604"),
    ("security", "odd.txt", NEW, PRIVATE_KEY, "odd.txt:1 Private Key"),
    ("security", "tests/odd.txt", NEW, PRIVATE_KEY, "tests/odd.txt:1 Private Key"),
    ("security", COMPOSE, r"HOST: .*", f"SECRET_KEY: {RANDOM}", f"{COMPOSE}:1"),
    (
        "security",
        WORKFLOW,
        r"run: (uv run )?ruff check\n",
        "run: echo ${{ github.event.pull_request.title }}\n",
        "template-injection",
    ),
    ("security", "Dockerfile", r"FROM python:\S+\n", "FROM python:latest\n", "DL3007"),
    ("artefacts", COMPOSE, r"restart:", "restrat:", "restrat"),
    ("artefacts", WORKFLOW, r"timeout-minutes:", "timeout:", "timeout"),
    ("artefacts", WORKFLOW, r"github\.ref\b", "github.reff", "reff"),
    ("artefacts", ".pre-commit-config.yaml", r"repos:", "repos: [", "syntax"),
    (
        "boot",
        "app/__main__.py",
        r"SHUTDOWN_SECONDS = 8",
        "SHUTDOWN_SECONDS = 0",
        "in progress",
    ),
    (
        "contract",
        BOOKS,
        r"responses=problems\(404\)",
        "responses=problems(409)",
        "GET /api/v1/books/{book_id}: ST103 Undocumented status code",
    ),
    (
        "contract",
        "app/schemas/base.py",
        r"Annotated\[int, Field\(ge=1, le=MAX_PAGE_SIZE\)\]",
        "int",
        "GET /api/v1/books: ST202 Schema-valid request rejected",
    ),
    (
        "contract",
        BOOKS,
        r"return await books.get\(book_id\)",
        "raise RuntimeError",
        "GET /api/v1/books/{book_id}: ST101 Server error",
    ),
    (
        "contract",
        "app/api/errors.py",
        r"detail=detail,",
        "detail=''.join(__import__('traceback').format_exception(error)),",
        "leaks_no_trace",
    ),
)


@pytest.mark.parametrize(
    ("check", "path", "place", "text", "said"),
    MUTATIONS,
    ids=[f"{mutation[0]}-{number}" for number, mutation in enumerate(MUTATIONS)],
)
def test_a_mutation_is_caught(
    check: str, path: str, place: str, text: str, said: str, service: Path
) -> None:
    with mutated(service / path, place, text):
        [outcome] = verify(service, f"--only={check}", code=1)["checks"]
    assert outcome["status"] == "failed"
    assert said in outcome["detail"]
    assert outcome["command"]


@contextmanager
def mutated(path: Path, place: str, text: str) -> Iterator[None]:
    """Write `text` instead of `place`, or as the whole of a NEW file."""
    if place == NEW:
        assert not path.exists()
        path.write_text(text)
        try:
            yield
        finally:
            path.unlink()
        return
    whole = path.read_text()
    assert re.search(place, whole), f"{path} has no {place}"
    path.write_text(re.sub(place, lambda _: text, whole, count=1))
    try:
        yield
    finally:
        path.write_text(whole)


def test_unreachable_server_skips_with_a_reason(service: Path) -> None:
    settings = service / ".env"
    whole = settings.read_text()
    settings.write_text(
        re.sub("(?m)^DATABASE_URL=.*", "DATABASE_URL=postgresql+psycopg://h/d", whole)
    )
    nowhere = "postgresql://postgres@127.0.0.1:1/postgres"
    try:
        others = [f"--skip={name}" for name in NAMES if name != "migrations"]
        for more, code in (((), 0), (("--strict",), 1), (("--only=migrations",), 1)):
            document = verify(
                service, *others, *more, code=code, TEST_DATABASE_URL=nowhere
            )
    finally:
        settings.write_text(whole)
    [skipped] = document["checks"]
    assert (skipped["status"], skipped["cause"]) == ("skipped", "unmet")
    assert document["counts"] == {"passed": 0, "failed": 0, "skipped": 1}
    assert "postgresql://127.0.0.1:1" in skipped["detail"]


def test_named_check_without_its_tool_is_an_environment_error(
    service: Path, tmp_path: Path
) -> None:
    forge = forge_without_extra()
    report = tmp_path / "report.xml"
    named = verify(service, "--only=contract", f"--junit={report}", code=3, forge=forge)

    [skipped] = named["checks"]
    assert (skipped["status"], skipped["cause"]) == ("skipped", "missing-tool")
    assert skipped["detail"].startswith("schemathesis is not installed. Run: ")
    assert (named["ok"], named["counts"]["skipped"]) == (False, 1)
    assert 'skipped="1"' in report.read_text()
    others = [f"--skip={name}" for name in NAMES if name not in {"contract", "format"}]
    unnamed = verify(service, *others, code=0, forge=forge)
    assert unnamed["counts"] == {"passed": 1, "failed": 0, "skipped": 1}
    verify(service, *others, "--strict", code=1, forge=forge)


def test_empty_selection_of_checks_is_refused(service: Path) -> None:
    error = verify(service, "--only=lint", "--skip=lint", code=2)["error"]
    assert error["message"] == "No check is left to run."


def test_directory_without_a_service_is_refused(tmp_path: Path) -> None:
    error = verify(tmp_path, code=2)["error"]
    assert error["code"] == "usage"
    assert "pyproject.toml" in error["message"]
    assert not os.listdir(tmp_path)
