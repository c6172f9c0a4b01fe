"""Combinations for tests of users' tasks, and services with every field type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from fastapi_forge.matrix.factors import Level, factors_of
from fastapi_forge.matrix.rows import matrix_of
from fastapi_forge.template.schema import RESOURCES, Value
from fastapi_forge.verify.plan import read_plan
from tests.smoke.scenarios import (
    OWN_RESOURCES,
    use_books,
    use_keys,
    use_nothing,
    use_own_keys,
    use_tasks,
)
from tests.support.choosing import chosen
from tests.support.renders import SCHEMA, TEMPLATE, answered
from tests.support.services import SERVER, Client
from tests.support.specifications import ENCLOSURES, OPEN_ENCLOSURES
from tests.support.touched import context_of, touches_combination

SERVERS = (
    SERVER,
    ("python", "-m", "app"),
    ("fastapi", "dev", "--port", "{port}"),
)


@dataclass(frozen=True, kw_only=True)
class Row:
    name: str
    answers: Mapping[str, Value]
    resources: Sequence[str] = ()
    command: tuple[str, ...] = SERVERS[0]

    @property
    def arguments(self) -> list[str]:
        answers = [f"--set={key}={value}" for key, value in self.answers.items()]
        return answers + [f"--resource={spec}" for spec in self.resources]

    @cached_property
    def context(self) -> Mapping[str, object]:
        return context_of(**{**self.answers, RESOURCES: tuple(self.resources)})

    @property
    def database(self) -> str:
        return str(self.answers["database"])

    @property
    def python(self) -> str:
        return str(self.answers["python"])

    @property
    def users(self) -> bool:
        return self.answers["auth"] in {"basic", "jwt"}

    @property
    def keys(self) -> bool:
        """Return whether clients have API keys, which need endpoints to call."""
        return self.answers["auth"] == "api-key" and (
            self.database != "none"
            or self.answers["example"] is True
            or bool(self.resources)
        )

    @property
    def issuer(self) -> bool:
        return self.answers["auth"] == "oidc"

    @property
    def cors(self) -> bool:
        return self.answers["cors"] is True

    @property
    def prefix(self) -> str:
        return "/api/v1" if self.answers["versioning"] == "path" else ""

    @property
    def uses(self) -> Iterator[Callable[[Client], None]]:
        yield use_tasks if self.answers["example"] else use_nothing
        if self.resources == OWN_RESOURCES:
            yield use_books
        if self.keys and self.database != "none":
            yield use_keys
        if self.answers.get("api_keys"):
            yield use_own_keys


def some(what: str, rows: Sequence[Row], bound: int, *own: str) -> Sequence[Row]:
    """Return the combinations for the current change, at least one per database."""

    def touched(row: Row, path: str) -> bool:
        return touches_combination(row.context, path, "tests/smoke/rows", *own)

    return chosen(
        what, rows, bound=bound, kind=lambda row: row.database, touched=touched
    )


def _matrix() -> Iterator[Row]:
    sampling = read_plan(TEMPLATE).sampling
    factors = factors_of(SCHEMA, sampling)
    matrix = matrix_of(factors, sampling.together, strength=2, seed=0)
    for number, row in enumerate(matrix.rows):
        answers = dict(row.answers)
        yield Row(
            name=row.name,
            resources=_texts(answers.pop(RESOURCES)),
            answers=answers,
            command=SERVERS[number % len(SERVERS)],
        )


def _texts(value: Level) -> tuple[str, ...]:
    assert isinstance(value, tuple)
    return tuple(map(str, value))


def _zoos(name: str, **answers: Value) -> Iterator[Row]:
    values = answered(example=False, **answers).answers
    chosen = {
        option.key: values[option.key]
        for option in SCHEMA.options
        if option.key in values
    }
    fixed = {key: value for key, value in chosen.items() if SCHEMA.option(key).choices}
    enclosures = OPEN_ENCLOSURES if fixed["auth"] == "none" else ENCLOSURES
    for number, zoo in enumerate(enclosures, 1):
        yield Row(name=f"zoo-{name}-{number}", answers=fixed, resources=zoo)


ROWS = tuple(_matrix())
ZOOS = (
    *_zoos("sqlite"),
    *_zoos("postgresql", database="postgresql", ids="uuid"),
    *_zoos("mysql", database="mysql", access="sync"),
    *_zoos("none", database="none"),
)
