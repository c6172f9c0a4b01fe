"""Names that a resource or a field cannot have, by the identifier that would clash."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# SQLAlchemy quotes reserved words, except these of PostgreSQL and SQLite.
UNQUOTED_WORDS = _words("collation concurrently lateral returning tablesample")

# Attributes of pydantic.BaseModel, which a field of a schema would replace. A test
# compares them with the installed version.
SCHEMA_ATTRIBUTES = _words("""
    construct copy dict fields from_orm json model_computed_fields model_config
    model_construct model_copy model_dump model_dump_json model_extra model_fields
    model_fields_set model_json_schema model_parametrized_name model_post_init
    model_rebuild model_validate model_validate_json model_validate_strings parse_file
    parse_obj parse_raw schema schema_json update_forward_refs validate
""")

# Attributes of sqlalchemy.orm.DeclarativeBase and of records in memory.
MODEL_ATTRIBUTES = _words("""
    metadata references registry table type_annotation_map unique
""")

# Names used in class bodies of generated models and schemas, which a field of the same
# name would hide.
CLASS_BODY_NAMES = _words("""
    bool datetime enum_values example float int list list_indexes mapped_column
    relationship search_indexes str without_nul
""")

GENERATED_FIELDS = _words("""
    created_at id owner owner_id self unknown_field updated_at
""")

# Parameters of every list and their method: a field of the same name has no filter.
LIST_PARAMETERS = _words("filters limit order q skip sort_by")

# Modules of a service that are not named after a resource.
MODULES = _words("""
    auth base conftest cookie_login guesses identification list me principal problem
    resource sequence spelling system types
""")

# Modules of endpoints and of tests that are not named after a plural, and paths.
PLURAL_MODULES = _words("""
    account_races address api_key_clients api_key_races api_key_users auth cookie_login
    docs health me password_reset redoc registration router status user_admin
""")

# Names that the template replaces for sync access: see `conversions` in its access.yml.
CONVERTED_NAMES = _words("""
    aclose aiter_raw async_sessionmaker asynccontextmanager asyncio create_async_engine
    push_async_callback raise_app_exceptions run_sync sync_engine went_away
""")

# Classes that modules of a resource's class import, and those that are replaced.
CLASS_NAMES = _words("""
    Annotated Any AsyncClient AsyncConnection AsyncEngine AsyncExitStack AsyncGenerator
    AsyncIterator AsyncSession Awaitable Base BigInteger Column ConflictError Decimal
    Depends Double Enum ExactRoute FixedPoint ForeignKey Identifier Index Many Mapped
    Numeric Page PageOf Permission Principal Query Ref Request ResourceCrud
    ResourceService Response Sequence StrEnum String Table Text UniqueConstraint Uuid
""")

# Types in schemas whose names an enumeration could have: `date` of `calendar`.
VALUE_TYPES = _words("""
    BigInt CalendarDate ClockTime DecimalText JsonDocument PlainDecimal StrictBool
    UtcDateTime
""")

# A resource `task` has the classes TaskCreate, TaskRead, ... and the annotations
# TaskReaderDep, ...
CLASS_SUFFIXES = _words("""
    base copy create crud filters list page patch query read reader_dep replace service
    service_dep summary update writer_dep
""")

# Names that modules use next to variables named after a resource, which get a trailing
# underscore then.
VARIABLES = _words("""
    after again annotations ascii_lowercase ascii_uppercase bearer before body changed
    changes client content create_app created crud crud_type dataclass date date_type
    datetime deleted digits enum_values every_resource expected field fields fields_of
    first found get given guesses is_nullable it item item_path label least list_indexes
    listed make_settings mapped_column method new number operations options owned owner
    owner_id page parameters path prepare principal problems provide pytest query re
    read registration relationship replaced request require_media_type resolve
    resolve_ref resolved resource response router schema scope search_indexes second
    session sessionmaker sessions signed_in sort_by spelled stored stranger tables taken
    theirs time time_type timedelta two_values updated url users uuid4 value
""")

# Methods and attributes of services, and first words of operation ids.
ACTION_NAMES = _words("""
    add all base copy count create crud crud_type delete find get import label list
    load make owned page patch prepare put read remove replace resolve scope search
    send session update write
""")

# Builtins, which variables named like the resource would hide.
BUILTINS = _words("""
    abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr
    classmethod compile complex copyright credits delattr dict dir divmod enumerate
    eval exec exit filter float format frozenset getattr globals hasattr hash help
    hex id input int isinstance issubclass iter len license list locals map max
    memoryview min next object oct open ord pow print property quit range repr
    reversed round set setattr slice sorted staticmethod str sum super tuple type
    vars zip
""")


BETTER_RESOURCES = {
    "account": "bank_account",
    "class": "course",
    "column": "pillar",
    "list": "checklist",
    "page": "web_page",
    "permission": "grant",
    "query": "search",
    "request": "inquiry",
    "resource": "asset",
    "response": "reply",
    "return": "order_return",
    "role": "duty",
    "session": "meeting",
    "table": "dining_table",
    "text": "note",
    "user": "person",
}

BETTER_FIELDS = {
    "class": "category",
    "copy": "text",
    "datetime": "moment",
    "fields": "columns",
    "from": "sender",
    "json": "document",
    "list": "items",
    "metadata": "details",
    "schema": "structure",
    "table": "table_number",
}
