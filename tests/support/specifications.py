"""Random resource specifications by Hypothesis, and a fixed set of them."""

from __future__ import annotations

from hypothesis import strategies as st

# Every type plain, optional and, if possible, unique or indexed.
ZOO = (
    (
        "habitat label:str:max=80 body:text count:int:min=0:max=1000000"
        " distance:bigint ratio:float:min=0:max=1"
        " price:decimal:digits=10:places=2:min=0 active:bool day:date"
        " seen_at:datetime opens_at:time serial:uuid data:json contact:email"
        ' website:url kind:enum:big,small,"very small",very-small,4G,n/a,C++,C#,Ä'
    ),
    (
        "keeper label:str:max=80:unique count:int:unique distance:bigint:unique"
        " price:decimal:unique day:date:unique seen_at:datetime:unique"
        " opens_at:time:unique serial:uuid:unique contact:email:unique"
        " website:url:unique --owned"
    ),
    (
        "species label:str:optional body:text:optional count:int:optional"
        " distance:bigint:optional ratio:float:optional"
        " price:decimal:digits=18:places=8:optional active:bool:optional"
        " day:date:optional seen_at:datetime:optional opens_at:time:optional"
        " serial:uuid:optional data:json:optional contact:email:index:optional"
        " website:url:index:optional kind:enum:big,small:optional --plural species_list"
    ),
    "cage code:str:min=3:max=3:unique habitat:ref reserve:ref:habitat:optional",
    (
        # SQL reserved words as a table and columns, types of Python as fields.
        r"group badge:str:unique:pattern=^[A-Z]{2}-\d{4}$ starts_on:date:future"
        " ended_at:datetime:past:optional born_on:date:past leaves_at:datetime:future"
        ' note:text:min=2:max=500:default="please await the async reply"'
        " guests:int:min=1:max=5:default=2"
        " fee:decimal:min=0:max=1:default=0.5 share:float:default=0.25"
        " open:bool:default=true first_day:date:default=2030-01-31"
        " first_at:datetime:default=2030-01-31T12:00:00Z doors_at:time:default=18:30"
        " serial:uuid:default=123e4567-e89b-42d3-a456-426614174000"
        ' extra:json:default={"a":1} extras:json:default={}'
        " mail:email:default=ann@example.com site:url:default=https://example.com/a"
        " order:int:optional key:str:index:optional end:date:optional"
        " user:bool:optional date:date:optional time:time:optional"
    ),
    (
        "animal name:str:min=2:max=60 species:ref mother:ref:animal:optional"
        " keepers:many:keeper vets:many:keeper cages:many:cage"
        ' status:enum:"In Good Health",ill,gone:default="In Good Health"'
        " tame:bool:default=false level:int:min=1:max=9:default=1 --owned"
        ' --actions heal:status="In Good Health",tame_it:tame=true,promote:level=9'
    ),
)

# Ownership needs authentication.
OPEN_ZOO = tuple(spec.replace(" --owned", "") for spec in ZOO)


def _halves(zoo: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the set in two services, so that each is tested in half of the time."""
    habitat, keeper, species, cage, group, animal = zoo
    without_cages = animal.replace(" cages:many:cage", "")
    return (habitat, cage, group), (keeper, species, without_cages)


ENCLOSURES = _halves(ZOO)
OPEN_ENCLOSURES = _halves(OPEN_ZOO)

_FLAGS = st.sampled_from(["", ":optional"])


def _chosen(*words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words)


@st.composite
def _lengths(draw: st.DrawFn, most: int) -> str:
    low = draw(st.none() | st.integers(0, most))
    high = draw(st.none() | st.integers(max(low or 0, 1), most))
    return _bounds(low, high)


@st.composite
def _strings(draw: st.DrawFn) -> str:
    words = draw(_lengths(500))
    return f"str{words}{draw(_chosen('', ':unique', ':index'))}"


@st.composite
def _patterned(draw: st.DrawFn) -> str:
    parts = draw(st.lists(_REGEX, min_size=1, max_size=4))
    start, end = draw(_chosen("", "^")), draw(_chosen("", "$"))
    flag = draw(_chosen("", ":unique"))
    return f"str{flag}{draw(_FLAGS)}:pattern={start}{''.join(parts)}{end}"


_REGEX = st.builds(
    "{}{}".format,
    _chosen("a", r"\d", r"\w", "[A-Z]", "[^a-y]", "(ab|cd)", "(?:x|[0-9]{2})", "-"),
    _chosen("", "", "{2}", "{1,3}", "{3,}", "+", "*", "?"),
)


@st.composite
def _wholes(draw: st.DrawFn, name: str, limit: int) -> str:
    low = draw(st.none() | st.integers(-limit, limit - 1))
    high = draw(st.none() | st.integers(-limit if low is None else low + 1, limit))
    return f"{name}{_bounds(low, high)}{draw(_chosen('', ':unique', ':index'))}"


@st.composite
def _decimals(draw: st.DrawFn) -> str:
    digits = draw(st.integers(1, 18))
    places = draw(st.integers(0, min(digits, 6)))
    most = 10**digits - 1
    low = draw(st.none() | st.integers(-most, most - 1))
    high = draw(st.none() | st.integers(-most if low is None else low + 1, most))
    bounds = _bounds(_scaled(low, places), _scaled(high, places))
    flag = draw(_chosen("", ":unique", ":index"))
    return f"decimal:digits={digits}:places={places}{bounds}{flag}"


@st.composite
def _floats(draw: st.DrawFn) -> str:
    low = draw(st.none() | st.integers(-(10**6), 10**6))
    high = draw(st.none() | st.integers((low or 0) + 1, 10**6 + 2))
    return f"float{_bounds(_scaled(low, 3), _scaled(high, 3))}"


def _bounds(low: object, high: object) -> str:
    words = "" if low is None else f":min={low}"
    return words if high is None else f"{words}:max={high}"


def _scaled(value: int | None, places: int) -> str | None:
    if value is None:
        return None
    text = f"{abs(value):0{places + 1}d}"
    fraction = f".{text[-places:]}" if places else ""
    return f"{'-' if value < 0 else ''}{text[: len(text) - places]}{fraction}"


TYPES: st.SearchStrategy[str] = st.one_of(
    _strings(),
    _patterned(),
    st.builds("text{}".format, _lengths(2000)),
    _wholes("int", 2**31 - 1),
    _wholes("bigint", 2**63 - 1),
    _decimals(),
    _floats(),
    _chosen(
        *(
            f"{name}{words}"
            for name in ("date", "datetime")
            for words in ("", ":future", ":past", ":unique", ":past:unique")
        ),
        "time:unique",
        "uuid:unique",
        "email:unique",
        "url:index",
        "bool",
        "json",
        "enum:draft,live",
    ),
)
"""Return type and modifiers of a field; unusual combinations may be rejected."""

_NOUNS = (
    *("author", "book", "news", "box", "person", "sheep", "city", "order_line"),
    *("x1", "page_view", "class_room", "quiz", "leaf", "a", "data_point", "status"),
)
_STRANGE_NOUNS = (
    *("type", "model", "session", "user", "query", "filter", "router", "test", "data"),
    *("metadata", "id", "select", "health", "auth", "base", "list", "self", "import"),
    *("é", "Book", "2nd", "book-case", "_x", "x_", "a__b", "w" * 70, "item", "event"),
)
_ATTRIBUTES = (
    *("title", "name", "amount", "kind", "state", "is_open", "born_on", "label"),
    *("author_name", "code", "weight", "note", "x2", "parent", "others", "b", "total"),
)
_STRANGE_ATTRIBUTES = (
    *("value", "skip", "limit", "q", "order_by", "date", "time", "json", "items"),
    *("password", "email", "body", "created_at", "owner_id", "copy", "dict", "index"),
    *("int", "str", "min", "session", "principal", "tags", "id", "n" * 60, "ö", "A"),
)


@st.composite
def _relations(draw: st.DrawFn, names: list[str], attributes: tuple[str, ...]) -> str:
    kind, target = draw(_chosen("ref", "many")), draw(st.sampled_from(names))
    field = draw(st.just(target) | _chosen(*attributes))
    return f"{field}:{kind}:{target}{draw(_FLAGS) if kind == 'ref' else ''}"


@st.composite
def _options(draw: st.DrawFn, plurals: tuple[str, ...]) -> str:
    plural = draw(_chosen("", "", *(f" --plural {noun}" for noun in plurals)))
    owned = draw(_chosen("", " --owned"))
    actions = " mood:enum:low,high --actions lift:mood=high"
    strange = " --actions open_it:is_open=true,shut:x=1"
    return f"{draw(_chosen('', '', '', actions, strange))}{plural}{owned}"


@st.composite
def _related(
    draw: st.DrawFn, nouns: tuple[str, ...], attributes: tuple[str, ...]
) -> list[str]:
    names = draw(st.lists(_chosen(*nouns), min_size=1, max_size=4, unique=True))
    return [
        f"{name} {' '.join(draw(_fields(names, attributes)))}"
        f"{draw(_options(('many_more', 'all_of_them', *nouns)))}"
        for name in names
    ]


@st.composite
def _fields(
    draw: st.DrawFn, names: list[str], attributes: tuple[str, ...]
) -> list[str]:
    plain = st.builds("{}:{}{}".format, _chosen(*attributes), TYPES, _FLAGS)
    fields = st.lists(
        plain | plain | _relations(names, attributes),
        min_size=1,
        max_size=4,
        unique_by=lambda field: field.partition(":")[0],
    )
    return draw(fields)


RESOURCES = _related(_NOUNS, _ATTRIBUTES)
"""Return resources with references, also in cycles; some are rejected."""

STRANGE_RESOURCES = _related(
    (*_NOUNS, *_STRANGE_NOUNS), (*_ATTRIBUTES, *_STRANGE_ATTRIBUTES)
)
"""Return names that are mostly rejected, for different reasons."""
