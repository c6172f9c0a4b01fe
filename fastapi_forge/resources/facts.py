"""Facts about resources for templates: plain data that JSON can hold.

Python decides what a specification means: which values are valid, which rules hold,
what tests try. How that is written in a file is the template's part: see the macros in
its `includes/entity/`. Every key is present, unless its class says otherwise.

Templates name the version of the facts that they read. Increase it if a key gets
another name or meaning, or disappears (CONTRIBUTING.md, Releasing). A new key needs no
new version, because older templates do not read it.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from fastapi_forge.resources.samples import Draw, InvalidCase, Sample, Value


class Limits(TypedDict):
    """The allowed values, and the room that their column needs.

    A limit that the type does not have is None.
    """

    ge: int | float | str | None
    """The least value; of a decimal as text, to be exact."""
    le: int | float | str | None
    min_length: int | None
    max_length: int | None
    """The length of a text's column; also of an enum's, with room for later values."""
    pattern: str | None
    digits: int | None
    places: int | None
    exponents: bool
    """Python writes small values with an exponent, such as 1E-8."""
    mysql_text: Literal["VARCHAR", "TEXT", "MEDIUMTEXT"] | None
    """The column of a text in MySQL, which limits the size of a row."""


NO_LIMITS: Limits = {
    "ge": None,
    "le": None,
    "min_length": None,
    "max_length": None,
    "pattern": None,
    "digits": None,
    "places": None,
    "exponents": False,
    "mysql_text": None,
}


class Member(TypedDict):
    """A member of an enumeration."""

    name: str
    value: str


# `class` is a keyword, so the class syntax has no place for it.
Named = TypedDict("Named", {"class": str})
"""Something that has a class of its own in the service."""


class Peer(Named):
    """Another resource, named as in its own facts."""

    name: str
    plural: str
    variable: str
    variables: str
    owned: bool


class EnumFacts(TypedDict):
    """The facts that only an enumeration has; '' and [] of other fields."""

    enum_class: str
    members: list[Member]
    parameter: str
    """An enumeration's parameter in paths."""
    slashes: bool
    """A member's value contains a slash, which needs a parameter for paths."""


class RelationFacts(TypedDict):
    """The facts that only a reference or a list has; None and '' of other fields."""

    target: Peer | None
    self_reference: bool
    back: str
    """The reverse relation of a reference or list, an attribute of the target."""
    table: str
    """The association table of a list, and its two columns."""
    own_id: str
    item_id: str
    filter: str
    """The query parameter of a filter by one item of a list."""


class FieldFacts(Limits, EnumFacts, RelationFacts):
    """A field of a resource."""

    name: str
    attribute: str
    """The name of its column and in requests: `author_id` of the reference `author`."""
    label: str
    type: str
    required: bool
    """A request must contain it: there is no default, and null is invalid."""
    optional: bool
    """It can be null."""
    unique: bool
    """Values are unique, or unique per owner if the resource is owned."""
    indexed: bool
    future: bool
    past: bool
    filterable: bool
    ranges: list[str]
    """The names of its filters by range: `price_min` and `price_max`."""
    sortable: bool
    searchable: bool
    default: Value | None
    example: Sample | None
    """A value for the documentation and tests; the same value is never drawn."""
    other: Sample | None
    """A second value; only references have the same as the first."""
    draw: Draw | None
    """The way to new values for tests, if the type alone does not define one."""
    given: bool
    """Examples and the bodies of tests contain it."""
    invalid: list[InvalidCase]


class FieldCase(InvalidCase):
    """An invalid value, with the attribute that refuses it."""

    attribute: str


class Rule(TypedDict):
    """A check before values are stored."""

    rule: Literal["future", "past", "ref", "many"]
    """`future` or `past`: a new value must be; `ref` or `many`: objects must exist."""
    attribute: str
    of: str
    """`variables` of the resource that it refers to, or '' of the resource itself."""


class Referrer(Named):
    """A relation that refers to the resource, seen from the resource."""

    attribute: str
    """The reverse relation."""
    type: Literal["ref", "many"]
    field: str
    key: str
    """The attribute of the referring field."""
    table: str
    """The association table of a list, or ''."""


class Action(TypedDict):
    """An endpoint that sets a field to a value."""

    name: str
    field: FieldFacts
    value: Value
    before: Sample
    """A value that the action changes."""


class Moment(TypedDict):
    """A date or time that was valid when it was stored, but is not any more."""

    field: FieldFacts
    wrong: InvalidCase
    year: int
    changed: FieldFacts
    """A field that can be changed nevertheless; perhaps itself, to the same value."""


class Names(Named):
    """The names of a resource in code, in English, in the database and in paths."""

    name: str
    plural: str
    variable: str
    variables: str
    label: str
    labels: str
    a_label: str
    table: str
    path: str


class EntityFacts(Names):
    """A resource. The lists of fields after `fields` contain some of its entries."""

    owned: bool
    fields: list[FieldFacts]
    columns: list[FieldFacts]
    """The fields of its own table: all but lists."""
    refs: list[FieldFacts]
    manys: list[FieldFacts]
    enums: list[FieldFacts]
    examples: list[FieldFacts]
    """The fields of an example body; references come last."""
    unique: list[FieldFacts]
    defaults: list[FieldFacts]
    invalid: list[FieldCase]
    """The cases that no test for all resources tries."""
    types: list[str]
    hidden: list[str]
    """Those of the types `date` and `time` that are also names of fields."""
    indexes: list[str]
    """The attributes that lists are sorted or filtered by and that need an index."""
    searched: list[str]
    findable: str
    """A searched attribute with an example that is long enough to search for, or ''."""
    sortable: list[str]
    ranged: bool
    spells: bool
    """Tests draw words letter by letter."""
    embedded: bool
    """Responses of other resources contain a list of these."""
    peers: list[Peer]
    """The other resources of its relations, in both directions."""
    asks: list[Peer]
    """The resources whose services its own service uses."""
    rules: list[Rule]
    referrers: list[Referrer]
    actions: list[Action]
    moments: list[Moment]
