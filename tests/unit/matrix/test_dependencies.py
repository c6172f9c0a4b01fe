from __future__ import annotations

from itertools import combinations, product
from pathlib import Path

import pytest

from fastapi_forge.errors import ForbiddenAnswerError, InvalidAnswerError
from fastapi_forge.matrix.array import covering_array
from fastapi_forge.matrix.dependencies import dependent_options
from fastapi_forge.matrix.factors import Factors, Row, factors_of
from fastapi_forge.template.schema import read_schema
from tests.support.renders import SCHEMA
from tests.support.templates import write_files

QUESTIONS = """\
name: {type: str, default: x}
kind: {type: str, default: web, choices: [web, cli]}
layout: {type: str, when: false, default: "{{ kind }}-{{ name }}"}
pages: {type: bool, default: true, when: "{{ layout == 'web-x' }}"}
colour:
  type: str
  default: red
  choices:
    Red: red
    Green: {value: green, validator: "{% if kind == 'cli' %}no colours{% endif %}"}
license: {type: str, default: mit, choices: [mit, bsd]}
docs: {type: bool, default: false, help: "Docs of {{ license }}?"}
"""


def factors_for(root: Path, questions: str = QUESTIONS) -> Factors:
    write_files(root, {"copier.yml": questions, "part.txt": "{{ kind }}"})
    return factors_of(read_schema(root))


def groups_of(factors: Factors) -> set[frozenset[str]]:
    groups = dependent_options(factors.schema)
    return {
        frozenset(key for key in factors.levels if groups[key] == group)
        for group in groups.values()
    } - {frozenset()}


def test_options_of_one_rule_depend_on_each_other() -> None:
    groups = dependent_options(SCHEMA)

    assert groups["database"] == groups["access"]
    assert len({groups["database"], groups["cors"], groups["license"]}) == 3


def test_questions_depend_on_those_that_their_jinja_reads(tmp_path: Path) -> None:
    groups = groups_of(factors_for(tmp_path))

    assert groups == {
        frozenset({"kind", "pages", "colour"}),
        frozenset({"license"}),
        frozenset({"docs"}),
    }


@pytest.mark.parametrize("validator", ["{% include 'part.txt' %}", "{% if %}"])
def test_all_questions_depend_on_each_other_if_one_is_uncertain(
    tmp_path: Path, validator: str
) -> None:
    other = f'other: {{type: str, when: false, default: x, validator: "{validator}"}}'

    assert len(groups_of(factors_for(tmp_path, f"{QUESTIONS}{other}\n"))) == 1


def test_the_same_combinations_are_valid_as_without_groups(tmp_path: Path) -> None:
    factors = factors_for(tmp_path)
    levels = factors.levels
    rows = covering_array(factors).rows

    for keys in combinations(levels, 2):
        found = {tuple(row.get(key) for key in keys) for row in rows}
        for values in product(*(levels[key] for key in keys)):
            answers = dict(zip(keys, values, strict=True))
            assert (values in found) is is_valid(factors, answers), answers


def is_valid(factors: Factors, row: Row) -> bool:
    try:
        factors.resolved(row)
    except (ForbiddenAnswerError, InvalidAnswerError):
        return False
    return True
