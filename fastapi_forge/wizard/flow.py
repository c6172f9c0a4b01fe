"""Control the order of the questions: forward, back, and again.

This module is pure: questions are asked by an `Asker`, which is a script in tests.

The sequence consists of the core questions, the questions of each chosen group in the
order of choice, and the summary. Forward leads to the next open question, back to the
previous one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Protocol

from fastapi_forge.answers.resolution import Answers
from fastapi_forge.answers.sources import Known
from fastapi_forge.errors import CancelledError
from fastapi_forge.template.options import Plain
from fastapi_forge.template.schema import Group
from fastapi_forge.wizard.actions import BACK, Action, Back
from fastapi_forge.wizard.state import Question, WizardState


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A group of further questions."""

    title: str
    keys: tuple[str, ...]
    open: tuple[str, ...]
    """The keys that would be asked at the moment."""


class Asker(Protocol):
    def question(self, question: Question) -> Plain | Back: ...

    def summary(
        self,
        answers: Answers,
        count_files: Callable[[], int],
        *,
        more: bool,
        resources: bool,
    ) -> Action: ...

    def topic(self, topics: Sequence[Topic]) -> Topic | Back: ...

    def leave(self) -> bool:
        """Return whether to leave instead of staying at the first question."""
        ...


class _Stop(Enum):
    SUMMARY = auto()
    TOPICS = auto()
    END = auto()


_Step = str | _Stop


class Interview:
    def __init__(
        self, state: WizardState, asker: Asker, count_files: Callable[[Answers], int]
    ) -> None:
        self._state = state
        self._asker = asker
        self._count_files = count_files
        self._sequence: list[str] = []
        self._core: tuple[str, ...] = ()
        self._due: set[str] = set()
        """Questions to ask although their answers are valid."""
        self._topic: tuple[str, ...] = ()
        """The group being customised, until the next summary."""
        self._menu = _Stop.TOPICS
        """Target of a step back from the first question of that group."""

    def run(self) -> Known:
        """Return all answers; raise CancelledError."""
        groups = self._state.schema.groups
        self._core = _keys(group for group in groups if group.ask != "more")
        self._require(self._core)
        step: _Step = self._next()
        while step is not _Stop.END:
            if isinstance(step, str):
                step = self._ask(step)
            elif step is _Stop.TOPICS:
                step = self._choose_topic()
            else:
                step = self._summarise()
        return self._state.known()

    def _require(self, keys: Sequence[str]) -> None:
        self._sequence += [key for key in keys if key not in self._sequence]
        self._due.update(keys)

    def _next(self) -> _Step:
        for key in self._sequence:
            wanted = key in self._due or self._state.is_stale(key)
            if wanted and self._state.is_open(key):
                return key
        return _Stop.SUMMARY

    def _ask(self, key: str) -> _Step:
        number, total = self._position(key)
        question = replace(self._state.question(key), number=number, total=total)
        reply = self._asker.question(question)
        if reply is BACK:
            return self._previous(key)
        self._state.set_answer(key, reply)
        self._due.discard(key)
        return self._next()

    def _position(self, key: str) -> tuple[int, int]:
        """Return the number of a question in its group or the core, and the total."""
        keys = self._topic if key in self._topic else self._core
        asked = [other for other in keys if other == key or self._state.is_open(other)]
        return (asked.index(key) + 1 if key in asked else 0), len(asked)

    def _previous(self, step: str | None) -> _Step:
        """Return the step before `step`; None means the summary."""
        earlier = self._sequence
        if step is not None:
            earlier = earlier[: earlier.index(step)]
        answered = [
            key
            for key in earlier
            if self._state.was_answered(key) and self._state.is_open(key)
        ]
        if step in self._topic and not set(answered) & set(self._topic):
            self._due.difference_update(self._topic)
            return self._menu
        if answered:
            return answered[-1]
        if self._asker.leave():
            raise CancelledError
        return _Stop.SUMMARY if step is None else step

    def _summarise(self) -> _Step:
        self._topic = ()
        answers = self._state.answers()
        action = self._asker.summary(
            answers,
            lambda: self._count_files(answers),
            more=bool(self._topics()),
            resources=self._resources() is not None,
        )
        if action is Action.CANCEL:
            raise CancelledError
        if action is Action.MORE:
            return _Stop.TOPICS
        resources = self._resources()
        if action is Action.RESOURCES and resources is not None:
            return self._customise(resources, _Stop.SUMMARY)
        return self._previous(None) if action is Action.BACK else _Stop.END

    def _choose_topic(self) -> _Step:
        topic = self._asker.topic(self._topics())
        if topic is BACK:
            # Ask for stale answers before the summary.
            return self._next()
        return self._customise(topic, _Stop.TOPICS)

    def _customise(self, topic: Topic, menu: _Stop) -> _Step:
        self._topic, self._menu = topic.keys, menu
        self._require(topic.keys)
        return self._next()

    def _resources(self) -> Topic | None:
        """Return the group with the resources, which has its own entry in the menu."""
        holding = {
            option.key
            for option in self._state.schema.options
            if option.holds_resources
        }
        return next(
            (topic for topic in self._topics() if holding & set(topic.open)), None
        )

    def _topics(self) -> list[Topic]:
        topics = [
            Topic(title=group.title, keys=group.options, open=asked)
            for group in self._state.schema.groups
            if group.ask == "more"
            and (asked := tuple(filter(self._state.is_open, group.options)))
        ]
        if len(topics) > 1:
            keys = tuple(key for topic in topics for key in topic.keys)
            topics.append(Topic(title="All of these", keys=keys, open=()))
        return topics


def _keys(groups: Iterable[Group]) -> tuple[str, ...]:
    return tuple(key for group in groups for key in group.options)
