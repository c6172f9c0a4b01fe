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
    """A terminal without a terminal: what is typed, and what was printed."""

    pipe: PipeInput
    printed: io.StringIO = field(default_factory=io.StringIO)

    def type(self, *keys: str) -> None:
        self.pipe.send_text("".join(keys))

    def end(self) -> None:
        self.pipe.close()

    @property
    def screen(self) -> str:
        """All that was ever printed, words separated by single spaces."""
        return " ".join(self.printed.getvalue().split())


@pytest.fixture
def _impatient() -> Iterator[None]:
    """A prompt that nobody answers fails rather than waits for ever."""

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
