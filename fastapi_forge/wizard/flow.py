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
from fastapi_forge.wizard.moves import BACK, Action, Back
from fastapi_forge.wizard.sheet import Question, Sheet


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


_Place = str | _Stop


class Interview:
    def __init__(
        self, sheet: Sheet, asker: Asker, count_files: Callable[[Answers], int]
    ) -> None:
        self._sheet = sheet
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
        groups = self._sheet.schema.groups
        self._core = _keys(group for group in groups if group.ask != "more")
        self._require(self._core)
        place: _Place = self._next()
        while place is not _Stop.END:
            if isinstance(place, str):
                place = self._ask(place)
            elif place is _Stop.TOPICS:
                place = self._choose_topic()
            else:
                place = self._summarise()
        return self._sheet.known()

    def _require(self, keys: Sequence[str]) -> None:
        self._sequence += [key for key in keys if key not in self._sequence]
        self._due.update(keys)

    def _next(self) -> _Place:
        for key in self._sequence:
            wanted = key in self._due or self._sheet.is_stale(key)
            if wanted and self._sheet.is_open(key):
                return key
        return _Stop.SUMMARY

    def _ask(self, key: str) -> _Place:
        number, total = self._position(key)
        question = replace(self._sheet.question(key), number=number, total=total)
        reply = self._asker.question(question)
        if reply is BACK:
            return self._before(key)
        self._sheet.say(key, reply)
        self._due.discard(key)
        return self._next()

    def _position(self, key: str) -> tuple[int, int]:
        """Return the number of a question in its group or the core, and the total."""
        keys = self._topic if key in self._topic else self._core
        asked = [it for it in keys if it == key or self._sheet.is_open(it)]
        return (asked.index(key) + 1 if key in asked else 0), len(asked)

    def _before(self, place: str | None) -> _Place:
        """Return the place before `place`; None means the summary."""
        earlier = self._sequence
        if place is not None:
            earlier = earlier[: earlier.index(place)]
        answered = [
            key
            for key in earlier
            if self._sheet.was_answered(key) and self._sheet.is_open(key)
        ]
        if place in self._topic and not set(answered) & set(self._topic):
            self._due.difference_update(self._topic)
            return self._menu
        if answered:
            return answered[-1]
        if self._asker.leave():
            raise CancelledError
        return _Stop.SUMMARY if place is None else place

    def _summarise(self) -> _Place:
        self._topic = ()
        answers = self._sheet.answers()
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
        return self._before(None) if action is Action.BACK else _Stop.END

    def _choose_topic(self) -> _Place:
        topic = self._asker.topic(self._topics())
        if topic is BACK:
            # Ask for stale answers before the summary.
            return self._next()
        return self._customise(topic, _Stop.TOPICS)

    def _customise(self, topic: Topic, menu: _Stop) -> _Place:
        self._topic, self._menu = topic.keys, menu
        self._require(topic.keys)
        return self._next()

    def _resources(self) -> Topic | None:
        """Return the group with the resources, which has its own entry in the menu."""
        holding = {it.key for it in self._sheet.schema.options if it.holds_resources}
        return next((it for it in self._topics() if holding & set(it.open)), None)

    def _topics(self) -> list[Topic]:
        topics = [
            Topic(title=group.title, keys=group.options, open=asked)
            for group in self._sheet.schema.groups
            if group.ask == "more"
            and (asked := tuple(filter(self._sheet.is_open, group.options)))
        ]
        if len(topics) > 1:
            keys = tuple(key for topic in topics for key in topic.keys)
            topics.append(Topic(title="All of these", keys=keys, open=()))
        return topics


def _keys(groups: Iterable[Group]) -> tuple[str, ...]:
    return tuple(key for group in groups for key in group.options)
