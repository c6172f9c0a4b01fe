"""A call that blocks the event loop makes the generated tests fail, on every Python."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from fastapi_forge.interpreters import find_interpreter
from tests.support.choosing import chosen
from tests.support.environments import environment_of
from tests.support.generated import forge_new
from tests.support.processes import clean_environment
from tests.support.touched import TEMPLATES, touches

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# Also under its own name, as applications import it.
CALLS = {
    "sleep": "from time import sleep\n\ndef block(): sleep(0.01)",
    "address": (
        "from socket import socket\n\n"
        "def block():\n    with socket() as it: it.connect_ex(('127.0.0.1', 1))"
    ),
    "name": "import socket\n\ndef block(): socket.getaddrinfo('localhost', 80)",
    "scrypt": (
        "from hashlib import scrypt\n\n"
        "def block(): scrypt(b'', salt=b'salt', n=2, r=1, p=1)"
    ),
    "pbkdf2": (
        "from hashlib import pbkdf2_hmac\n\n"
        "def block(): pbkdf2_hmac('sha256', b'', b'salt', 1)"
    ),
    "open": "def block(): open(__file__).close()",
    "read_text": "from pathlib import Path\n\ndef block(): Path(__file__).read_text()",
    "read": (
        "import os\n\n_FILE = os.open(__file__, os.O_RDONLY)\n\n"
        "def block(): os.read(_FILE, 1)"
    ),
    "run": "from subprocess import run\n\ndef block(): run(['true'])",
    "http": (
        "import httpx2\n\n"
        "def block():\n    with httpx2.Client() as it: it.get('http://127.0.0.1:1')"
    ),
    "sqlite": (
        "from sqlite3 import connect\n\n"
        "def block(): connect(':memory:').execute('SELECT 1')"
    ),
}
PLACES = (
    ("app/api/v1/endpoints/tasks.py", r"task = await tasks\.create"),
    ("app/api/deps.py", r"return service\(session\)"),
    ("app/services/task.py", r"require_future\("),
    ("app/middleware.py", r"given = "),
)
TEST = "tests/api/test_resources.py::test_create_then_read"
PLANTED = [(python, call) for python in PYTHONS for call in CALLS]


def is_touched(_: object, path: str) -> bool:
    if path.startswith(TEMPLATES):
        return path.startswith(f"{TEMPLATES}tests/")
    return touches(path, "tests/integration/test_blocking")


SOME = chosen(
    "blocking calls",
    PLANTED,
    bound=12,
    kind=lambda case: case[0],
    touched=is_touched,
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Path:
    holder = tmp_path_factory.mktemp("blocking")
    return forge_new(holder, "--auth=none", "--database=none")


@pytest.mark.parametrize(("version", "call"), SOME)
def test_a_blocking_call_is_found(
    version: str, call: str, service: Path, tmp_path: Path
) -> None:
    """Block in an endpoint, a dependency, a service or a middleware."""
    place = tmp_path / service.name
    shutil.copytree(service, place)
    (place / "app/planted.py").write_text(CALLS[call])
    file, line = PLACES[PLANTED.index((version, call)) % len(PLACES)]
    code = (place / file).read_text()
    block = r"\1__import__('app.planted').planted.block()\n\1"
    planted, times = re.subn(rf"(?m)^( +)(?={line})", block, code)
    assert times
    (place / file).write_text(planted)

    ended, said = run_one(place, version)
    assert ended == 1, said
    assert "BlockingCallError" in said


@pytest.mark.parametrize("version", PYTHONS)
def test_code_without_blocking_calls_passes(version: str, service: Path) -> None:
    ended, said = run_one(service, version)
    assert ended == 0, said


def run_one(service: Path, version: str) -> tuple[int, str]:
    """Run a generated test that passes through all of these places."""
    python = find_interpreter(version)
    if python is None:
        pytest.skip(f"Python {version} is missing")
    program = environment_of(service, python).python
    done = subprocess.run(
        [program, "-m", "pytest", "-q", "-p", "no:cacheprovider", TEST],
        cwd=service,
        env=clean_environment(service),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
