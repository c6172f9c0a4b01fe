"""Demonstrate forge: create a service, test it, migrate it, start it and use it."""

from __future__ import annotations

import json
import os
import shlex
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

TIMEOUT = 30
ANN = {
    "username": "ann",
    "email": "ann@example.com",
    "password": "a sentence that nobody guesses",
}


STEPS = (
    "Create a service and install its dependencies (1 to 2 minutes the first time)",
    "Run the service's tests (about a minute)",
    "Create the database tables (a few seconds)",
    "Start the service and call it (a few seconds)",
)


def main() -> None:
    started = time.monotonic()
    say("This demo takes two to four minutes. It works in a temporary directory.")
    with tempfile.TemporaryDirectory(prefix="forge-demo-") as directory:
        step(1)
        run("forge", "new", "demo", "--yes", cwd=Path(directory))
        project = Path(directory, "demo")
        programs = project / ".venv" / "bin"
        if not programs.is_dir():
            sys.exit("The dependencies were not installed. Is there a network?")
        step(2)
        run(".venv/bin/python", "-m", "pytest", "-q", cwd=project)
        step(3)
        run(".venv/bin/alembic", "upgrade", "head", cwd=project)
        step(4)
        with serving(project) as address:
            use(address)
    seconds = time.monotonic() - started
    say(f"\nDone in {seconds:.0f} s. The temporary directory was removed.")


def step(number: int) -> None:
    say(f"\n[{number}/{len(STEPS)}] {STEPS[number - 1]}")


def use(address: str) -> None:
    api = f"{address}/api/v1"
    call("GET", f"{address}/health")
    call("POST", f"{api}/auth/register", json_body=ANN)
    login = {"username": ANN["username"], "password": ANN["password"]}
    token = call("POST", f"{api}/auth/token", form=login)["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    task = {"title": "Write a service", "priority": 3}
    created = call("POST", f"{api}/tasks", json_body=task, headers=headers)
    call("POST", f"{api}/tasks/{created['id']}/complete", headers=headers)
    listed = call("GET", f"{api}/tasks?status=completed", headers=headers)
    if listed["total"] != 1:
        sys.exit(f"Expected one completed task: {listed}")


@contextmanager
def serving(project: Path) -> Iterator[str]:
    """Start the service on a free port, and show its log if anything fails."""
    port = free_port()
    command = [".venv/bin/uvicorn", "app.main:app", "--port", str(port)]
    say(f"$ {shlex.join(command)}")
    with (project / "server.log").open("w+") as log:
        server = subprocess.Popen(command, cwd=project, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(address, server)
            yield address
        except BaseException:
            log.seek(0)
            say(log.read())
            raise
        finally:
            server.terminate()
            server.wait(TIMEOUT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + TIMEOUT
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urlopen(f"{address}/health", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"The service did not respond within {TIMEOUT} s.")


def call(
    method: str,
    url: str,
    *,
    json_body: Mapping[str, object] | None = None,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """Send a request to the service, show it and return the decoded response."""
    request = Request(url, method=method, headers=dict(headers or {}))
    if json_body is not None:
        request.data = json.dumps(json_body).encode()
        request.add_header("Content-Type", "application/json")
    elif form is not None:
        request.data = urlencode(form).encode()
    with urlopen(request, timeout=TIMEOUT) as response:
        say(f"{method} {url} -> {response.status}")
        answer: dict[str, object] = json.load(response)
    return answer


def run(*command: str, cwd: Path) -> None:
    say(f"$ {shlex.join(command)}")
    # The service has its own environment.
    environment = {
        key: text for key, text in os.environ.items() if key != "VIRTUAL_ENV"
    }
    done = subprocess.run(command, cwd=cwd, env=environment, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} failed.")


def say(message: str) -> None:
    sys.stdout.write(f"{message}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
