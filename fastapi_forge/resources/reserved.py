"""Names that a resource or a field cannot have, by reason."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Reserved words of PostgreSQL 18, MySQL 9 or SQLite that would need quoting.
SQL_WORDS = _words("""
    absent accessible add all alter always analyse analyze and any array as asc
    asensitive asymmetric authorization before between bigint binary blob both by
    call cascade case cast change char character check collate collation column
    commit concurrently condition constraint continue convert create cross cube
    cume_dist current_catalog current_date current_role current_schema current_time
    current_timestamp current_user cursor database databases day_hour
    day_microsecond day_minute day_second dec decimal declare default deferrable
    delayed delete dense_rank desc describe deterministic distinct distinctrow div do
    double drop dual each else elseif empty enclosed end escape escaped except exists
    exit explain false fetch first_value float float4 float8 for force foreign freeze
    from full fulltext function generated get glob grant group grouping groups having
    high_priority hour_microsecond hour_minute hour_second if ignore ilike in index
    infile initially inner inout insensitive insert int int1 int2 int3 int4 int8
    integer intersect interval into is isnull iterate join json_table key keys kill
    lag last_value lateral lead leading leave left like limit linear lines load
    localtime localtimestamp lock long longblob longtext loop low_priority manual
    match maxvalue mediumblob mediumint mediumtext middleint minute_microsecond
    minute_second mod modifies natural not notnull nth_value ntile null numeric of
    offset on only optimize option optionally or order out outer outfile over
    overlaps parallel partition percent_rank placing precision primary procedure
    purge qualify range rank read reads real recursive references regexp release
    rename repeat replace require resignal restrict return returning revoke right
    rlike row row_number rows schema schemas second_microsecond select sensitive
    separator session_user set show signal similar smallint some spatial specific sql
    sqlexception sqlstate sqlwarning ssl starting stored straight_join symmetric
    system system_user table tables tablesample terminated then tinyblob tinyint
    tinytext to trailing transaction trigger true undo union unique unlock unsigned
    update usage use user using utc_date utc_time utc_timestamp values varbinary
    varchar varcharacter variadic varying verbose virtual when where while window
    with write xor year_month zerofill
""")

# Attributes of pydantic.BaseModel and sqlalchemy.orm.DeclarativeBase, which a field
# would replace. A test compares them with the installed versions.
MODEL_ATTRIBUTES = _words("""
    construct copy dict fields from_orm json metadata model_computed_fields
    model_config model_construct model_copy model_dump model_dump_json model_extra
    model_fields model_fields_set model_json_schema model_parametrized_name
    model_post_init model_rebuild model_validate model_validate_json
    model_validate_strings parse_file parse_obj parse_raw registry schema schema_json
    type_annotation_map update_forward_refs validate
""")

# Names used in class bodies of generated models and schemas, which a field of the same
# name would hide.
CLASS_BODY_NAMES = _words("""
    bool classmethod date datetime field_validator float int list mapped_column
    model_validator property relationship str time timedelta tuple
""")

GENERATED_FIELDS = _words("""
    created_at filters id limit offset order owner owner_id q query self
    skip sort_by unheard_of updated_at
""")

# Names of the field language, routes, modules, fixtures and variables of a generated
# service, singular and plural.
SERVICE_NAMES = _words("""
    account accounts admin admins api api_key api_keys app auth base changes cli
    client clients command commands conftest connection connections core crud
    database databases db docs endpoint endpoints engine engines enum enums
    exception exceptions factories factory feedback feedbacks field fields fixture
    fixtures future health identification identifications identifier identifiers
    index issuer issuers mailed_token mailed_tokens me middleware migration
    migrations model models module modules msg new openapi optional owner owners
    page pages past path paths payload payloads permission permissions preference
    preferences principal principals problem problems queries query redoc reference
    references request requests resource resources response responses role roles
    root route router routers routes schemas security sequence sequences service
    services session sessions setting settings static status statuses test tests
    token tokens types unique upload uploads user user_role user_roles user_session
    user_sessions users value version versions
""")

# Classes that generated modules import or define.
CLASS_NAMES = _words("""
    Annotated Any Base BaseModel BigInt BigInteger Body Boolean CalendarDate
    ClockTime Column Crud Date Datetime Decimal DecimalText Depends Email Enum
    ExactRoute Field FixedPoint ForeignKey Form Generic Header Identifier Index
    Input Int32 Int64 Integer JsonDocument JsonFloat ListQuery Literal Many Mapped
    Mapping Numeric Omittable Output Page PageOf PlainDecimal Protocol Ref Reference
    Request ResourceCrud ResourceService Response Select Self Sequence Sessions
    StrEnum String Table Text Time Type TypeVar Url Uuid Uuid4
""")

# A resource `task` has the classes TaskCreate, TaskRead, ... and the annotations
# TaskReaderDep, ...
CLASS_SUFFIXES = _words("""
    base copy create crud filters list page patch query read reader_dep replace service
    service_dep summary update writer_dep
""")

# Singular only: a module, and variables in tests.
SINGULAR_NAMES = _words("""
    account_mail action after again annotations async_sessionmaker body changed
    cookie_login created expected first given guesses list_indexes mapped_column
    owner_id provide pytest relationship replaced search_indexes sessionmaker signed_in
    stored stranger taken theirs url user_admin
""")

# Plural only: modules, and variables and functions of tests.
PLURAL_NAMES = _words("""
    account_races address annotations api_key_clients api_key_races api_key_users
    async_sessionmaker changed content cookie_login create_app created dataclass
    deleted every_resource fields_in_text fields_of found given is_nullable it item
    item_path list_indexes listed make_settings method number operations options
    parameters password_reset provide pytest re referred registration replaced
    require_media_type resolved search_indexes sessionmaker signed_in stranger
    task_copies task_races theirs two_values updated user_admin
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
    "client": "customer",
    "condition": "term",
    "date": "day",
    "group": "team",
    "key": "code",
    "object": "thing",
    "option": "choice",
    "order": "purchase",
    "property": "estate",
    "range": "span",
    "rank": "level",
    "reference": "citation",
    "resource": "asset",
    "role": "duty",
    "service": "offer",
    "session": "meeting",
    "set": "bundle",
    "status": "state",
    "table": "desk",
    "test": "exam",
    "text": "note",
    "user": "person",
    "version": "edition",
}

BETTER_FIELDS = {
    "class": "category",
    "default": "preset",
    "desc": "description",
    "from": "sender",
    "group": "team",
    "index": "position",
    "json": "data",
    "key": "code",
    "metadata": "details",
    "rank": "level",
    "to": "recipient",
}
