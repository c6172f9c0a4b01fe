from __future__ import annotations

from decimal import Decimal

import pytest

from fastapi_forge.resources.language import Action, Field, Resource, parse
from tests.support.renders import EXAMPLE
from tests.support.specifications import ZOO

DOCUMENTED = (
    "book title:str:max=200:unique price:decimal:digits=10:places=2:min=0"
    " published_on:date:optional status:enum:draft,live:default=draft author:ref"
)


def field(words: str) -> Field:
    return parse(f"thing {words}").fields[0]


def test_every_part_of_a_specification_is_read() -> None:
    parsed = parse(
        "person name:str:min=2:max=80:unique team:ref:group_of_people:optional"
        " mood:enum:good,bad:index:default=good --plural people --owned"
        " --actions cheer:mood=good"
    )

    assert parsed == Resource(
        name="person",
        plural="people",
        owned=True,
        fields=(
            Field(
                resource="person",
                name="name",
                type="str",
                min=Decimal(2),
                max=Decimal(80),
                unique=True,
            ),
            Field(
                resource="person",
                name="team",
                type="ref",
                target="group_of_people",
                optional=True,
            ),
            Field(
                resource="person",
                name="mood",
                type="enum",
                values=("good", "bad"),
                index=True,
                default="good",
            ),
        ),
        actions=(Action(name="cheer", field="mood", value="good"),),
    )


@pytest.mark.parametrize("spec", [*EXAMPLE, DOCUMENTED, *ZOO])
def test_canonical_spelling_is_equivalent(spec: str) -> None:
    assert parse(parse(spec).spec()) == parse(spec)


def test_documented_spelling_is_canonical() -> None:
    assert parse(DOCUMENTED).spec() == DOCUMENTED


@pytest.mark.parametrize("spec", EXAMPLE)
def test_plurals_of_the_example_are_written(spec: str) -> None:
    """No update of the library changes them, and it need not be imported."""
    assert parse(spec).spec(with_plural=True) == spec


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("tag   name:str\n", "tag name:str"),
        ("tag name:str --plural tags", "tag name:str"),
        ("tag name:str --plural=labels", "tag name:str --plural labels"),
        ("tag name:str:unique:max=050", "tag name:str:max=50:unique"),
        ("tag other:ref:other", "tag other:ref"),
        ("tag --owned name:str", "tag name:str --owned"),
        ("tag name:str:default='x'", "tag name:str:default=x"),
        ("tag name:str:default='a b'", 'tag name:str:default="a b"'),
        ("tag name:str:default=", 'tag name:str:default=""'),
    ],
)
def test_other_spellings_become_canonical(given: str, canonical: str) -> None:
    assert parse(given).spec() == canonical


@pytest.mark.parametrize(
    ("words", "default"),
    [
        ("at:time:default=18:30", "18:30"),
        ("name:str:default=a:unique", "a:unique"),
        ('name:str:default="a good name"', "a good name"),
        ('name:str:default="a ""good"" name"', 'a "good" name'),
        ("name:str:default='it''s'", "it's"),
        ('name:str:default=say"hi"', 'say"hi"'),
        (r"path:str:default=C:\new", r"C:\new"),
        ('data:json:default={"a":[1,2]}', '{"a":[1,2]}'),
        ("name:str:default=pattern=x", "pattern=x"),
    ],
)
def test_default_extends_to_the_end(words: str, default: str) -> None:
    parsed = parse(f"thing {words} next_one:int")

    assert parsed.fields[0].default == default
    assert parse(parsed.spec()) == parsed


@pytest.mark.parametrize(
    ("words", "pattern"),
    [
        (r"code:str:pattern=^\d{3}:[a-z]+$", r"^\d{3}:[a-z]+$"),
        (r'code:str:pattern="^\w \w$"', r"^\w \w$"),
        (r"code:str:pattern=^[^'\"]+$", r"^[^'\"]+$"),
        (r"code:str:pattern=^[a-z]+:default=x$", r"^[a-z]+:default=x$"),
    ],
)
def test_pattern_extends_to_the_end(words: str, pattern: str) -> None:
    assert field(words).pattern == pattern


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ('state:enum:"In Progress",Done', ("In Progress", "Done")),
        ("state:enum:'In Progress',Done", ("In Progress", "Done")),
        ('state:enum:"a,b","c:d":optional', ("a,b", "c:d")),
        ('state:enum:"say ""hi""",x:default="say ""hi"""', ('say "hi"', "x")),
        ("size:enum:27\",o'clock", ('27"', "o'clock")),
        ("kind:enum:n/a,C++,4G,a=b", ("n/a", "C++", "4G", "a=b")),
    ],
)
def test_enum_values_are_kept_exactly(words: str, values: tuple[str, ...]) -> None:
    parsed = parse(f"thing {words} next_one:int")

    assert parsed.fields[0].values == values
    assert parse(parsed.spec()) == parsed


def test_actions_set_quoted_values() -> None:
    states = 'state:enum:"In Progress","a, b"'
    parsed = parse(
        f'thing {states} --actions go:state="In Progress",list_it:state="a, b"'
    )

    assert [action.value for action in parsed.actions] == ["In Progress", "a, b"]
    assert parse(parsed.spec()) == parsed


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("author:ref", "author"),
        ("author:ref:person", "person"),
        ("author:ref:optional", "author"),
        ("author:ref:optional:person", "person"),
        ("tags:many", "tags"),
        ("tags:many:label", "label"),
    ],
)
def test_relation_targets_its_name_by_default(words: str, target: str) -> None:
    assert field(words).target == target


def test_required_means_neither_optional_nor_default() -> None:
    assert field("name:str").is_required
    assert not field("name:str:optional").is_required
    assert not field("name:str:default=x").is_required
