"""Run git in one way: no hooks' variables, no prompts, messages in English."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from fastapi_forge.environment_variables import tool_environment
from fastapi_forge.errors import GitError
from fastapi_forge.programs import run_program


def has_git() -> bool:
    return shutil.which("git") is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """git in one directory."""

    directory: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    """Additional environment variables."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Configuration in addition to the user's."""
    environment: Mapping[str, str] | None = None
    """Instead of the variables for programs that forge starts."""
    timeout: float | None = None
    asks: bool = False
    """True if git may ask for a password at the terminal."""

    def run(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Return the result, whatever the exit code; raise GitError without one."""
        settings = [
            word
            for key, value in self.settings.items()
            for word in ("-c", f"{key}={value}")
        ]
        command = ["git", *settings, *arguments]
        try:
            if self.asks:
                return self._run_at_terminal(command)
            variables = {**self._variables(), "GIT_TERMINAL_PROMPT": "0"}
            return run_program(command, self.directory, variables, self.timeout, stdin)
        except subprocess.TimeoutExpired as error:
            raise GitError(
                f"git did not finish within {self.timeout} seconds."
            ) from error
        except OSError as error:
            raise GitError(f"git cannot be run: {error}.") from error

    def output(self, *arguments: str, stdin: str = "") -> str:
        """Return the output; raise GitError with the first line if git fails."""
        done = self.run(*arguments, stdin=stdin)
        if done.returncode:
            raise failure(done, arguments[0])
        return done.stdout

    def having(self, settings: Mapping[str, str]) -> Git:
        """Return the same with further settings."""
        return replace(self, settings={**self.settings, **settings})

    def _variables(self) -> dict[str, str]:
        start = tool_environment() if self.environment is None else self.environment
        return {**start, "LC_ALL": "C", **self.variables}

    def _run_at_terminal(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.directory,
            env=self._variables(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )


def failure(done: subprocess.CompletedProcess[str], command: str) -> GitError:
    lines = done.stderr.strip().splitlines()
    return GitError(next(iter(lines), f"git {command} failed"))
