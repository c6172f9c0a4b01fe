"""Provide a schema with every kind of question, and a scripted asker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from fastapi_forge.answers.resolution import Answers
from fastapi_forge.answers.sources import Given
from fastapi_forge.template.options import Plain
from fastapi_forge.template.resource_rules import Example, ResourceRules, Users
from fastapi_forge.template.schema import (
    Ask,
    Choice,
    Condition,
    Constraint,
    Group,
    Option,
    OptionType,
    Scalar,
    Schema,
    Value,
)
from fastapi_forge.wizard.actions import BACK, Action, Back
from fastapi_forge.wizard.flow import Topic
from fastapi_forge.wizard.state import Question

YES_NO: dict[Scalar, str] = {True: "yes", False: "no"}


def option(
    key: str,
    group: str,
    default: Plain,
    choices: dict[Scalar, str] | None = None,
    asked_when: Condition | None = None,
) -> Option:
    types: dict[type, OptionType] = {bool: "bool", tuple: "list", str: "str"}
    return Option(
        key=key,
        holds_resources=key == "resources",
        type=types[type(default)],
        help=f"What about {key}?",
        default=default,
        group=group,
        asked_when=asked_when or {},
        choices=tuple(
            Choice(value=value, help=text) for value, text in (choices or {}).items()
        ),
        flag=f"--{key}",
        metavar="TEXT",
    )


def schema_of(options: Sequence[Option], *constraints: Constraint) -> Schema:
    """Return a schema with the groups `name`, `core`, and further ones."""
    keys: dict[str, list[str]] = {}
    for option in options:
        keys.setdefault(option.group, []).append(option.key)
    asks: dict[str, Ask] = {"name": "always", "core": "core"}
    return Schema(
        name="service",
        version="1",
        options=tuple(options),
        groups=tuple(
            Group(
                key=group,
                title=group.capitalize(),
                ask=asks.get(group, "more"),
                options=tuple(members),
            )
            for group, members in keys.items()
        ),
        constraints=constraints,
        presets=(),
        environment_defaults={"author": "git-name"},
        resources=ResourceRules(
            users=Users(condition={"auth": ("jwt", "api-key")}, otherwise="no users"),
            example=Example(condition={"example": (True,)}, specs=("tag name:str",)),
        ),
        packages=frozenset({"fastapi"}),
    )


SCHEMA = schema_of(
    (
        option("name", "name", "myapi"),
        option(
            "database",
            "core",
            "sqlite",
            {
                "none": "None: nothing is stored",
                "sqlite": "SQLite: one file",
                "postgresql": "PostgreSQL: a server",
            },
        ),
        option(
            "auth",
            "core",
            "jwt",
            {"none": "Nobody", "api-key": "Keys", "jwt": "Users with JWT"},
        ),
        option("docker", "core", True, YES_NO),
        option("cors", "core", True, YES_NO),
        option("origins", "core", ("http://a",), asked_when={"cors": (True,)}),
        option("access", "code", "async", {"async": "Async"}),
        option("author", "code", ""),
        option("features", "code", ("a",), {"a": "A", "b": "B", "c": "C"}),
        option("example", "content", True, YES_NO),
        option("resources", "content", ()),
        option(
            "deploy", "deploy", "none", {"none": "Nothing", "kubernetes": "Kubernetes"}
        ),
    ),
    Constraint(
        condition={"database": ("none",)},
        then={"auth": ("none", "api-key")},
        because="users are kept in the database",
    ),
    Constraint(
        condition={"deploy": ("kubernetes",)},
        then={"docker": (True,)},
        because="Kubernetes runs images",
    ),
)

Reply: TypeAlias = Plain | Back | Action
NAMED = {"name": Given(value="shop", source="argument", detail="NAME")}


def flag(key: str, value: Value) -> dict[str, Given]:
    return {key: Given(value=value, source="flag", detail=f"--{key}")}


class Script:
    """Give answers in order; None accepts the default.

    `asked` contains the questions, `defaults` their defaults.
    """

    def __init__(self, *replies: Reply | None, leaves: bool = False) -> None:
        self._replies = iter(replies)
        self._leaves = leaves
        self.asked: list[str] = []
        self.questions: dict[str, Question] = {}
        self.summaries: list[Answers] = []
        self.topics: Sequence[Topic] = ()
        self.offers_resources = False
        self.files = 0

    def question(self, question: Question) -> Plain | Back:
        self.asked.append(question.option.key)
        self.questions[question.option.key] = question
        reply = next(self._replies)
        if reply is None:
            return question.default
        assert not isinstance(reply, Action), f"{reply} for {question.option.key}"
        return reply

    def summary(
        self,
        answers: Answers,
        count_files: Callable[[], int],
        *,
        more: bool,
        resources: bool,
    ) -> Action:
        self.offers_resources = resources
        self.asked.append("SUMMARY" if more else "SUMMARY (nothing more)")
        self.summaries.append(answers)
        self.files = count_files()
        reply = next(self._replies)
        assert isinstance(reply, Action), f"{reply!r} for the summary"
        return reply

    def topic(self, topics: Sequence[Topic]) -> Topic | Back:
        self.asked.append("TOPICS")
        self.topics = topics
        reply = next(self._replies)
        if reply is BACK:
            return BACK
        return next(topic for topic in topics if topic.title == reply)

    def leave(self) -> bool:
        self.asked.append("LEAVE")
        return self._leaves


def said(answers: Iterable[tuple[str, Given]]) -> dict[str, Value]:
    """Return the answers of the script."""
    return {key: given.value for key, given in answers if given.source == "prompt"}
