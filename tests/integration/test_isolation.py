"""`forge verify` changes nothing that it did not create: data, files, settings."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.environments import Environment, environment_of, pip_install
from tests.support.generated import ROOT, forge_new
from tests.support.processes import clean_environment, run

WRITING = ("imports", "tests", "migrations", "boot", "contract", "auth")
SERVICE = '''
from fastapi import FastAPI, Response
from sqlalchemy import create_engine, text

from app.settings import URL

engine = create_engine(URL)
app = FastAPI()

with engine.begin() as connection:
    connection.execute(text("CREATE TABLE IF NOT EXISTS notes (id INTEGER)"))


@app.get("/health/live")
def live() -> None:
    """Answer."""


@app.delete("/notes/{number}", status_code=204)
def delete(number: int) -> Response:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM notes"))
    return Response(status_code=204)
'''
SETTINGS = """
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    database_url: str
    model_config = SettingsConfigDict(env_file=".env", extra="ignore")


URL = Settings().database_url
"""
ENGINES = {
    "sqlite": ("--database=sqlite", "--access=sync"),
    "postgresql": ("--database=postgresql", "--access=sync"),
    "mysql": ("--database=mysql", "--access=sync"),
}
# Fills and reads the developer's database with the service's Python.
FILL = """
import sys
from sqlalchemy import create_engine, text

url, *statements = sys.argv[1:]
with create_engine(url, isolation_level="AUTOCOMMIT").connect() as connection:
    for statement in statements:
        result = connection.execute(text(statement))
print(result.scalar() if result.returns_rows else "")
"""
SERVERS = {
    "postgresql": "postgresql+psycopg://postgres@127.0.0.1:5432/",
    "mysql": "mysql+pymysql://root@127.0.0.1:3306/",
}


@pytest.fixture(scope="module")
def environments(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], Environment]:
    made: dict[str, Environment] = {}

    def environment(engine: str) -> Environment:
        if engine not in made:
            holder = tmp_path_factory.mktemp(engine)
            project = forge_new(holder, "--auth=none", *ENGINES[engine])
            made[engine] = environment_of(project, sys.executable)
        return made[engine]

    return environment


def write(project: Path, files: dict[str, str], environment: Environment) -> Path:
    """Return a project in git with everything but its .env committed."""
    project.mkdir(exist_ok=True)
    common = {
        "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\n',
        ".gitignore": ".env\n.venv\n*.db\n",
        "app/__init__.py": "",
        "app/main.py": SERVICE,
        "app/settings.py": SETTINGS,
    }
    for path, text in (common | files).items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text)
    (project / ".venv").symlink_to(environment.path)
    for words in (("init", "--quiet"), ("add", "--all")):
        subprocess.run(["git", *words], cwd=project, check=True)
    return project


def verify(
    project: Path, *arguments: str, **variables: str
) -> Mapping[str, Mapping[str, Any]]:
    """Return the checks by name."""
    command = (sys.executable, "-m", "fastapi_forge", "verify", str(project), "--json")
    done = subprocess.run(
        [*command, *arguments],
        cwd=project.parent,
        env=clean_environment() | {"PYTHONPATH": str(ROOT)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    document = json.loads(done.stdout)
    assert "checks" in document, document
    return {check["name"]: check for check in document["checks"]}


def only(*names: str) -> list[str]:
    return [f"--only={name}" for name in names]


def status(project: Path) -> str:
    words = ("git", "status", "--porcelain", "--ignored")
    return run(*words, cwd=project)


@pytest.fixture
def developers(
    request: pytest.FixtureRequest,
    environments: Callable[[str], Environment],
    tmp_path: Path,
) -> Iterator[tuple[Environment, str, Callable[[], int]]]:
    """Provide the environment, and the developer's database with three notes."""
    engine = request.param
    environment = environments(engine)

    def execute(url: str, *statements: str) -> str:
        words = (str(environment.python), "-c", FILL, url, *statements)
        return run(*words, cwd=tmp_path).strip()

    server, name = SERVERS.get(engine, ""), f"forge_developers_{os.getpid()}"
    url = f"{server}{name}" if server else f"sqlite:///{tmp_path}/developers.db"
    home = f"{server}{'postgres' if engine == 'postgresql' else 'mysql'}"
    if server:
        execute(home, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    execute(url, "CREATE TABLE notes (id INTEGER)")
    execute(url, "INSERT INTO notes VALUES (1), (2), (3)")
    yield environment, url, lambda: int(execute(url, "SELECT count(*) FROM notes"))
    if server:
        execute(home, f"DROP DATABASE {name}")


@pytest.mark.parametrize("developers", ENGINES, indirect=True)
def test_database_in_quotes_is_unchanged(
    developers: tuple[Environment, str, Callable[[], int]], tmp_path: Path
) -> None:
    environment, url, rows = developers
    files = {".env": f'export DATABASE_URL = "{url}" # mine\n'}
    project = write(tmp_path / "shop", files, environment)
    before = status(project)
    checks = verify(project, *only("imports", "boot", "contract"))
    assert {check["isolation"] for check in checks.values()} == {"verified"}
    assert checks["boot"]["status"] == "passed"
    assert "skipped" not in {check["status"] for check in checks.values()}
    assert rows() == 3
    assert status(project) == before


@pytest.mark.parametrize("developers", ENGINES, indirect=True)
def test_store_with_another_name_is_unchanged(
    developers: tuple[Environment, str, Callable[[], int]], tmp_path: Path
) -> None:
    environment, url, rows = developers
    code = SETTINGS.replace("database_url", "shop_db")
    files = {".env": f"SHOP_DB='{url}'\n", "app/settings.py": code}
    project = write(tmp_path / "shop", files, environment)
    checks = verify(project, SHOP_DB=url)
    for name in WRITING:
        assert checks[name]["status"] == "skipped", name
        assert checks[name]["isolation"] == "unknown", name
        assert ".env: SHOP_DB" in checks[name]["detail"]
        assert "--allow-writes" in checks[name]["detail"]
    assert rows() == 3

    (project / "verify.yml").write_text("stores: [SHOP_DB]\n")
    declared = verify(project, *only("contract"))
    assert declared["contract"]["isolation"] == "verified"
    assert rows() == 3

    (project / "verify.yml").unlink()
    allowed = verify(project, "--allow-writes", *only("contract"))
    assert allowed["contract"]["status"] != "skipped"
    assert allowed["contract"]["isolation"] == "unknown"
    assert rows() == 0


def test_isolation_is_unknown_if_the_database_is_ignored(
    environments: Callable[[str], Environment], tmp_path: Path
) -> None:
    database = tmp_path / "developers.db"
    # The code does not show that the setting is unused.
    code = f'{SETTINGS}\nURL = URL[:6] + ":" + "/" * 4 + {str(database)[1:]!r}\n'
    files = {".env": "DATABASE_URL=sqlite:///shop.db\n", "app/settings.py": code}
    project = write(tmp_path / "shop", files, environments("sqlite"))
    checks = verify(project, *only("contract"))
    assert checks["contract"]["isolation"] == "unknown"
    assert "wrote nothing" in checks["contract"]["detail"]


FILE = '''
import json
from pathlib import Path

from fastapi import FastAPI, Response

ROWS = Path(__file__).parent / "rows.json"
app = FastAPI()


@app.get("/health/live")
def live() -> None:
    """Answer."""


@app.delete("/rows/{number}", status_code=204)
def delete(number: int) -> Response:
    ROWS.write_text("[]")
    return Response(status_code=204)
'''


def test_isolation_is_unknown_if_data_is_in_a_file(
    environments: Callable[[str], Environment], tmp_path: Path
) -> None:
    files = {"app/main.py": FILE, "app/rows.json": "[1, 2]"}
    project = write(tmp_path / "shop", files, environments("sqlite"))
    [contract] = verify(project, *only("contract")).values()
    assert (contract["status"], contract["isolation"]) == ("skipped", "unknown")
    assert "app/main.py:18: ROWS.write_text: writes files" in contract["detail"]

    # Even then it works in the copy.
    [allowed] = verify(project, "--allow-writes", *only("contract")).values()
    assert allowed["status"] != "skipped"
    (project / "verify.yml").write_text("stores: none\n")
    [declared] = verify(project, *only("contract")).values()
    assert declared["isolation"] == "none needed"
    assert (project / "app/rows.json").read_text() == "[1, 2]"


LOOK = """
import os
from pathlib import Path

assert [name for name, value in os.environ.items() if value == "mine"] == []
assert not Path(".env").exists()
assert Path.home().parent.name.startswith("forge-verify-")
assert os.environ["TMPDIR"].startswith(str(Path.home().parent))
"""


def test_programs_get_no_user_variables(
    environments: Callable[[str], Environment], tmp_path: Path
) -> None:
    files = {
        ".env": "OTHER=mine\n",
        "verify.yml": "checks:\n  look: python look.py\n",
        "look.py": LOOK,
        "app/main.py": "",
        "app/settings.py": "",
    }
    project = write(tmp_path / "shop", files, environments("sqlite"))
    names = (
        "DATABASE_URL",
        "REDIS_URL",
        "DB_HOST",
        "APP_DB__URL",
        "MONGO_URI",
        "OTHER",
    )
    [look] = verify(project, **dict.fromkeys(names, "mine")).values()
    assert look["status"] == "passed", look["detail"]


def test_accounts_are_created_in_a_temporary_database(
    tmp_path: Path,
) -> None:
    project = forge_new(tmp_path, "--auth=jwt", "--database=sqlite")
    environment = environment_of(project, sys.executable)
    (project / ".venv").symlink_to(environment.path)
    settings = project / ".env"
    written = settings.read_text()
    [line] = [line for line in written.splitlines() if line.startswith("DATABASE_URL=")]
    name, _, url = line.partition("=")
    settings.write_text(written.replace(line, f'{name}="{url}"'))
    known = environment.variables(project)
    run("alembic", "upgrade", "head", cwd=project, environment=known)
    database = project / url.rpartition("/")[2]
    before = database.read_bytes()
    checks = verify(project, *only("migrations", "auth"))
    assert {check["status"] for check in checks.values()} == {"passed"}, checks
    assert {check["isolation"] for check in checks.values()} == {"verified"}
    assert database.read_bytes() == before
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM users").fetchone() == (0,)


def test_checks_leave_nothing(tmp_path: Path) -> None:
    project = forge_new(tmp_path, "--auth=none", "--database=sqlite")
    before = _committed(project)
    names = ("format", "lint", "types", "dead-code", "security", "artefacts")
    checks = verify(project, *only(*names, "imports", "tests", "migrations", "boot"))
    assert {check["status"] for check in checks.values()} <= {"passed", "skipped"}, (
        checks
    )
    assert checks["tests"]["status"] == "passed"
    assert status(project) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interruption_leaves_nothing(number: signal.Signals, tmp_path: Path) -> None:
    project = forge_new(tmp_path, "--auth=none", "--database=sqlite")
    before = _committed(project)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    begun = subprocess.Popen(
        [sys.executable, "-m", "fastapi_forge", "verify", project],
        env=clean_environment()
        | {"PYTHONPATH": str(ROOT), "TMPDIR": str(temporary), "COLUMNS": "200"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    with begun:
        assert begun.stderr is not None
        # The first check has ended, others run.
        while "passed" not in (line := begun.stderr.readline()):
            assert line or begun.poll() is None
        assert list(temporary.glob("forge-verify-*"))
        begun.send_signal(number)
        begun.communicate(timeout=60)
    assert begun.returncode == 130
    deadline = time.monotonic() + 10
    while _left_in(temporary) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _left_in(temporary) == []
    assert status(project) == before


def _left_in(temporary: Path) -> list[str]:
    """List what is left; uv always leaves its lock, even after a success."""
    return [name for name in os.listdir(temporary) if not name.startswith("uv-")]


def _committed(project: Path) -> str:
    for words in (("init", "--quiet"), ("add", "--all")):
        subprocess.run(["git", *words], cwd=project, check=True)
    return status(project)


def test_lock_file_determines_installed_versions(tmp_path: Path) -> None:
    project = tmp_path / "shop"
    for version in ("4.9.0", "4.10.0"):
        project.mkdir(exist_ok=True)
        _write_locked(project, version)
        code = (
            "from importlib.metadata import version as of;"
            f" assert of('anyio') == {version!r}, of('anyio')"
        )
        (project / "verify.yml").write_text(f'checks:\n  version: python -c "{code}"\n')
        before = sorted(os.listdir(project))
        [check] = verify(project).values()
        assert check["status"] == "passed", check["detail"]
        assert sorted(os.listdir(project)) == before


def _write_locked(project: Path, version: str) -> None:
    """The lock requires that version, but the project accepts any."""
    (project / "uv.lock").unlink(missing_ok=True)
    for wanted in (f"anyio=={version}", "anyio"):
        (project / "pyproject.toml").write_text(
            '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.11"\n'
            f'dependencies = ["{wanted}"]\n'
        )
        if wanted != "anyio":
            run("uv", "lock", "--quiet", cwd=project)


def test_no_lock_file_is_created(tmp_path: Path) -> None:
    project = tmp_path / "shop"
    project.mkdir()
    _write_locked(project, "4.10.0")
    (project / "uv.lock").unlink()
    (project / "verify.yml").write_text("checks:\n  nothing: python -V\n")
    before = _committed(project)
    [check] = verify(project).values()
    assert check["status"] == "passed", check["detail"]
    assert status(project) == before


def test_locks_of_other_tools_are_not_ignored(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "a"\nversion = "1"\n')
    (tmp_path / "poetry.lock").touch()
    done = subprocess.run(
        [sys.executable, "-m", "fastapi_forge", "verify", tmp_path],
        env=clean_environment() | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "forge cannot install from poetry.lock" in done.stderr


PACKAGE = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "shop"
version = "1"
"""


def test_editable_installation_does_not_hide_the_copy(tmp_path: Path) -> None:
    project = tmp_path / "shop"
    project.mkdir()
    files: Sequence[tuple[str, str]] = (
        (
            "pyproject.toml",
            PACKAGE,
        ),
        ("src/shop/__init__.py", ""),
        ("place.py", "import shop\n\nassert 'forge-verify-' in shop.__file__\n"),
        (
            "verify.yml",
            "checks:\n  place: python place.py\n",
        ),
    )
    for path, text in files:
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text)
    # With a new environment, and with its own.
    [check] = verify(project).values()
    assert check["status"] == "passed", check["detail"]
    run(sys.executable, "-m", "venv", ".venv", cwd=project)
    pip_install(project / ".venv", "--editable", ".", cwd=project)
    [check] = verify(project).values()
    assert check["status"] == "passed", check["detail"]
