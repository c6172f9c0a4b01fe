from __future__ import annotations

from typing import Any

import pytest

from fastapi_forge.resources.language import parse
from tests.support.field_code import expanded


def field(words: str) -> dict[str, Any]:
    (entity,) = expanded([parse(f"thing {words}")])
    return dict(entity["columns"][0])


@pytest.mark.parametrize(
    ("words", "filterable", "sortable"),
    [
        ("title:str", False, True),
        ("title:str:max=501", False, False),
        ("title:str:index", True, True),
        ("title:str:unique", True, True),
        ("size:int", True, True),
        ("price:decimal", True, True),
        ("seen_at:datetime", True, True),
        ("day:date", True, True),
        ("ratio:float", True, True),
        ("opens:time:unique", True, True),
        ("body:text", False, False),
        ("link:url", False, False),
        ("link:url:index", True, True),
        ("live:bool", True, True),
    ],
)
def test_lists_have_filters_and_sorting(
    words: str, filterable: bool, sortable: bool
) -> None:
    assert field(words)["filterable"] is filterable
    assert field(words)["sortable"] is sortable


@pytest.mark.parametrize(
    ("words", "schema"),
    [
        ("title:str", "Annotated[Text, Field(max_length=255)]"),
        ("title:str:min=5:max=9", "Annotated[Text, Field(min_length=5, max_length=9)]"),
        (
            r"code:str:max=9:pattern=^\d+$",
            r'Annotated[str, Field(max_length=9, pattern=r"^\d+$"), without_nul]',
        ),
        (
            "stars:int:min=1:max=5",
            "Annotated[Int32, Field(strict=True, ge=1, le=5)]",
        ),
        (
            "stars:bigint:min=-9223372036854775807",
            "Annotated[int, BigInt(ge=-9223372036854775807)]",
        ),
        (
            "price:decimal:digits=10:places=2:min=0.5",
            "Annotated[Decimal, PlainDecimal(10, 2, ge='0.5')]",
        ),
        ("live:bool", "StrictBool"),
        ("website:url:unique", "Annotated[Url, Field(max_length=500)]"),
        ("kind:enum:big,small", "ThingKind"),
    ],
)
def test_schema_annotations(words: str, schema: str) -> None:
    assert field(words)["schema"] == schema


@pytest.mark.parametrize(
    ("words", "payload"),
    [
        ("title:str", 'f"Title {number()}"'),
        ("title:str:min=30", 'f"Title {number()}".ljust(30, "x")'),
        ("title:str:max=9", 'f"Ti{number():07d}"'),
        ("title:str:max=7:min=7", 'f"{number():07d}"'),
        ("code:str:max=2", "spelled(ascii_lowercase, ascii_lowercase)"),
        (
            r"serial:str:min=70:pattern=^[a-z]\d+$",
            "spelled(ascii_lowercase, *[digits] * 69)",
        ),
        (r"isbn:str:pattern=^97\d{11}$", "'97' + spelled(*[digits] * 11)"),
        ("stars:int:min=1:max=5", "1 + number() % 5"),
        ("debt:int:max=-5", "-5 - number()"),
        ("price:decimal:min=0", 'f"{number()}.00"'),
        ("ratio:float:min=0:max=1", "0.0 + number() % 128 * 0.0078125"),
        ("kind:enum:big,small", '("big", "small")[number() % 2]'),
    ],
)
def test_payloads_read_like_written_by_hand(words: str, payload: str) -> None:
    assert field(words)["payload"] == payload


def test_enum_columns_leave_room_for_later_values() -> None:
    long = "x" * 24

    assert "length=20" in field("kind:enum:a,b")["model"]["sqlite"]
    assert "length=30" in field(f"kind:enum:a,{long}")["model"]["sqlite"]


@pytest.mark.parametrize(
    ("values", "members"),
    [
        ("very-big,small", {"VERY_BIG": "very-big", "SMALL": "small"}),
        ("AB,O", {"AB": "AB", "O_": "O"}),  # O looks like a digit
        ('"In Progress",4G', {"IN_PROGRESS": "In Progress", "VALUE_4G": "4G"}),
        ("C,C++,C#", {"C": "C", "C_2": "C++", "C_3": "C#"}),
        ("Ä,n/a", {"A": "Ä", "N_A": "n/a"}),
        ("日,本", {"VALUE": "日", "VALUE_2": "本"}),
        ('"a ""b""",\'c,d\'', {"A_B": 'a "b"', "C_D": "c,d"}),
        ("_x,None", {"X": "_x", "NONE": "None"}),
    ],
)
def test_members_are_named_like_constants(values: str, members: dict[str, str]) -> None:
    facts = field(f"kind:enum:{values}")["members"]

    assert {member["name"]: member["value"] for member in facts} == members


def test_values_with_a_slash_use_a_path_parameter() -> None:
    assert field("kind:enum:a,b")["slashes"] is False
    assert field("kind:enum:a,n/a")["slashes"] is True


def test_path_parameters_hide_no_builtin() -> None:
    assert field("kind:enum:a,b")["parameter"] == "kind"
    assert field("type:enum:a,b")["parameter"] == "thing_type"


def test_null_is_refused_unless_the_field_is_optional() -> None:
    null = {"case": "null", "common": True, "value": None}

    assert null in field("title:str")["invalid"]
    assert null not in field("title:str:optional")["invalid"]


def test_long_samples_are_written_short() -> None:
    samples = field(r"serial:str:min=70:pattern=^[a-z]-\d+$")
    invalid = {case["case"]: case.get("expression") for case in samples["invalid"]}

    assert samples["example"] == {"expression": '"z-" + "9" * 68'}
    assert samples["other"] == {"expression": '"z-" + "9" * 67 + "8"'}
    assert invalid["too-short"] == '"x" * 69'
    assert invalid["off-pattern"] == '"!" * 70'
