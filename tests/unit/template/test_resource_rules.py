from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.resource_rules import ResourceRules, read_resource_rules
from tests.support.templates import write_files

QUESTIONS = """\
accounts: {type: bool, default: true}
store: {type: str, default: file}
demo: {type: bool, default: false}
key: {type: str, default: int}
"""
RULES = """\
_forge:
  resources:
    ids: key
    users: {when: {accounts: true}, otherwise: nobody logs in}
    example: {when: {demo: true}, specs: ["task title:str"]}
    reserved:
      - {used_by: the demo, names: [task], when: {demo: true}}
      - {used_by: logins, names: [user], when: [{accounts: true}, {store: ldap}]}
    limits:
      - {store: the file, digits: 9, when: {store: file}}
"""


def rules(root: Path, forge: str) -> ResourceRules:
    return read_resource_rules(write_files(root, {"copier.yml": QUESTIONS + forge}))


def test_template_without_rules_has_no_users_and_no_example(tmp_path: Path) -> None:
    silent = rules(tmp_path, "")

    assert silent == ResourceRules()
    assert not silent.has_users({"accounts": True})
    assert silent.example_specs({"demo": True}) == ()
    assert silent.keys == frozenset()


def test_answers_decide_what_applies(tmp_path: Path) -> None:
    read = rules(tmp_path, RULES)

    assert read.keys == {"accounts", "store", "demo"}
    assert read.has_users({"accounts": True})
    assert not read.has_users({"accounts": False})
    assert read.example_specs({"demo": True}) == ("task title:str",)
    assert read.example_specs({}) == ()


@pytest.mark.parametrize(
    ("answers", "applies"),
    [
        ({"accounts": True, "store": "file"}, True),
        ({"accounts": False, "store": "ldap"}, True),
        ({"accounts": False, "store": "file"}, False),
    ],
)
def test_one_of_several_conditions_is_enough(
    tmp_path: Path, answers: dict[str, object], applies: bool
) -> None:
    [_, logins] = rules(tmp_path, RULES).reserved

    assert logins.applies(answers) is applies


@pytest.mark.parametrize(
    ("forge", "problem"),
    [
        ("[]", "must be a mapping"),
        ("{colour: red}", "'colour' is not a valid key"),
        ("{ids: kye}", "depends on 'kye', which is not a question"),
        ("{users: {when: {acounts: true}, otherwise: x}}", "depends on 'acounts'"),
        ("{users: {when: {accounts: true}}}", "has the keys when"),
        ("{example: {when: {demo: true}, specs: a}}", "must be a list"),
        ("{limits: [{store: a, digits: many, when: {}}]}", "'many' is not a valid"),
        ("{reserved: [{used_by: a, names: [b], when: 1}]}", "must be a mapping"),
    ],
)
def test_invalid_rules_are_refused(tmp_path: Path, forge: str, problem: str) -> None:
    with pytest.raises(TemplateError) as raised:
        rules(tmp_path, f"_forge: {{resources: {forge}}}\n")

    assert problem in raised.value.message


def test_misspelt_question_gets_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as raised:
        rules(tmp_path, "_forge: {resources: {ids: kye}}\n")

    assert "Did you mean 'key'?" in raised.value.hint


def test_builtin_template_has_every_kind_of_rule() -> None:
    builtin = read_resource_rules(builtin_template())

    assert builtin.ids
    assert builtin.users
    assert builtin.example
    assert builtin.reserved
    assert builtin.limits
