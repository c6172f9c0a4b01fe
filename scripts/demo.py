"""Show the whole way: a service is created, tested, migrated, started and used."""

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

PATIENCE = 30
ANN = {
    "username": "ann",
    "email": "ann@example.com",
    "password": "a sentence that nobody guesses",
}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="forge-demo-") as directory:
        run("forge", "new", "demo", "--yes", cwd=Path(directory))
        project = Path(directory, "demo")
        programs = project / ".venv" / "bin"
        if not programs.is_dir():
            sys.exit("Missing: the packages of the service (is there a network?)")
        run(".venv/bin/python", "-m", "pytest", "-q", cwd=project)
        run(".venv/bin/alembic", "upgrade", "head", cwd=project)
        with serving(project) as address:
            use(address)
    say("Done: nothing of it is left.")


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
    """Start the service on a free port; its log is shown only when it fails."""
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
            server.wait(PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urlopen(f"{address}/health/live", timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The service does not answer.")


def call(
    method: str,
    url: str,
    *,
    json_body: Mapping[str, object] | None = None,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """Send a request to the service, show it and return the decoded answer."""
    request = Request(url, method=method, headers=dict(headers or {}))
    if json_body is not None:
        request.data = json.dumps(json_body).encode()
        request.add_header("Content-Type", "application/json")
    elif form is not None:
        request.data = urlencode(form).encode()
    with urlopen(request, timeout=PATIENCE) as response:
        say(f"{method} {url} -> {response.status}")
        answer: dict[str, object] = json.load(response)
    return answer


def run(*command: str, cwd: Path) -> None:
    say(f"$ {shlex.join(command)}")
    # Its own environment counts, not the one that forge is developed in.
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
