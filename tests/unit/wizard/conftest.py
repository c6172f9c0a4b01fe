from __future__ import annotations

import io
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FrameType

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output.plain_text import PlainTextOutput


@dataclass
class Keyboard:
    """A fake terminal with typed keys and printed text."""

    pipe: PipeInput
    printed: io.StringIO = field(default_factory=io.StringIO)

    def type(self, *keys: str) -> None:
        self.pipe.send_text("".join(keys))

    def end(self) -> None:
        self.pipe.close()

    @property
    def screen(self) -> str:
        """All printed text, with single spaces between words."""
        return " ".join(self.printed.getvalue().split())


@pytest.fixture
def _impatient() -> Iterator[None]:
    """An unanswered prompt fails instead of waiting forever."""

    def give_up(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise TimeoutError("a prompt waits for more keys")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def keyboard(_impatient: None) -> Iterator[Keyboard]:
    with create_pipe_input() as pipe:
        keyboard = Keyboard(pipe)
        output = PlainTextOutput(keyboard.printed)
        with create_app_session(input=pipe, output=output):
            yield keyboard
