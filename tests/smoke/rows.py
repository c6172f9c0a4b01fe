"""The combinations of answers that are proven the whole way.

Every database is proven with every way to reach it, every kind of users and of ids,
and whatever else goes together by two stands together in one of these rows; all other
combinations are only looked at (tests/template).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from fastapi_forge.matrix.array import Row as Answers
from fastapi_forge.matrix.array import covering_array, every_row
from fastapi_forge.template.schema import Scalar
from tests.smoke.scenarios import OWN_RESOURCES, use_books, use_nothing, use_tasks
from tests.support.renders import SCHEMA, answered
from tests.support.services import Client
from tests.support.specifications import OPEN_ZOO, ZOO

CORE = ("database", "access", "auth", "ids")
SERVERS = (
    ("uvicorn", "app.main:app", "--port", "{port}"),
    ("python", "-m", "app"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    answers: Answers
    resources: Sequence[str] = ()
    use: Callable[[Client], None] = use_tasks
    command: tuple[str, ...] = SERVERS[0]
    suffix: str = ""

    @property
    def name(self) -> str:
        """What differs from the defaults."""
        differing = [
            _word(key, value)
            for key, value in self.answers.items()
            if value != SCHEMA.option(key).default
        ]
        return "-".join([*differing, self.suffix]).strip("-") or "defaults"

    @property
    def arguments(self) -> list[str]:
        answers = [f"--set={key}={value}" for key, value in self.answers.items()]
        return answers + [f"--resource={spec}" for spec in self.resources]

    @property
    def database(self) -> Scalar:
        return self.answers["database"]

    @property
    def python(self) -> str:
        return str(self.answers["python"])

    @property
    def users(self) -> bool:
        return self.answers["auth"] == "jwt"

    @property
    def cors(self) -> bool:
        return self.answers["cors"] is True

    @property
    def prefix(self) -> str:
        return "/api/v1" if self.answers["versioning"] == "path" else ""


def _word(key: str, value: Scalar) -> str:
    if isinstance(value, bool):
        return key if value else f"no_{key}"
    return f"{key}_{value}" if value in {"none", "path"} else str(value)


def _chosen(**answers: Scalar) -> Answers:
    """All that has choices, by default but for `answers`."""
    values = answered(**answers).answers
    return {
        it.key: cast("Scalar", values[it.key])
        for it in SCHEMA.options
        if it.choices and it.key in values
    }


def _covering() -> Iterator[Row]:
    """Without the example, resources of one's own and none at all take turns."""
    bare = 0
    first = [_chosen(), *every_row(SCHEMA, CORE)]
    for number, answers in enumerate(covering_array(SCHEMA, first=first)):
        row = Row(answers=answers, command=SERVERS[number % len(SERVERS)])
        if answers["example"]:
            yield row
            continue
        bare += 1
        if bare % 3:
            yield replace(row, resources=OWN_RESOURCES, use=use_books, suffix="own")
        else:
            yield replace(row, use=use_nothing)


def _zoo(**answers: Scalar) -> Row:
    """A service with every type of field."""
    chosen = _chosen(example=False, **answers)
    zoo = OPEN_ZOO if chosen["auth"] == "none" else ZOO
    return Row(answers=chosen, resources=zoo, use=use_nothing, suffix="every_type")


ROWS = (
    *_covering(),
    _zoo(),
    _zoo(database="postgresql", ids="uuid"),
    _zoo(database="mysql", access="sync"),
    _zoo(database="none"),
)
