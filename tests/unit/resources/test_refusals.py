from __future__ import annotations

import pytest

from fastapi_forge.errors import InvalidResourceError, RequestError
from fastapi_forge.resources.language import parse


def refusal(spec: str) -> InvalidResourceError:
    with pytest.raises(InvalidResourceError) as caught:
        parse(spec)
    assert caught.value.message.endswith(".")
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("words", "names", "suggests"),
    [
        ("title", "no type", "title:str"),
        ("title:strr", "'strr'", "str"),
        ("title:varchar", "'varchar'", "title:str"),
        ("title:str:uniqe", "'uniqe'", "unique"),
        ("title:str:", "''", "Modifiers of str"),
        ("title:str:max", "'max'", "max=5"),
        ("title:str:max=big", "'big'", "max=5"),
        ("title:str:max=1e3", "'1e3'", "max=5"),
        ("title:str:max=5:max=6", "more than once", "once"),
        ("title:str:unique:unique", "more than once", "once"),
        ("title:str:unique=yes", "takes no value", "only 'unique'"),
        ("title:str:max=0", "max=0", "1 to 4000"),
        ("title:str:max=9999", "max=9999", "the type text"),
        ("title:str:min=1.5", "min=1.5", "whole number"),
        ("title:str:min=-1", "min=-1", "min=5"),
        ("title:str:min=9:max=5", "greater than", "max=9"),
        ("title:str:max=800:unique", "too many for an index", "max=500"),
        ("title:str:max=800:index", "too many for an index", "max=500"),
        ("title:str:max=1:unique", "too few", "max=2"),
        ("title:str:future", "'future'", "Modifiers of str: unique, index"),
        ("title:str:unique:default=x", "unique", "Remove 'default'"),
        ("title:str:max=3:default=four", "'four'", "0 to 3"),
        ("body:text:unique", "MySQL", "Modifiers of text"),
        ("body:text:index", "MySQL", "Modifiers of text"),
        ("body:text:max=1000000", "max=1000000", "100000"),
        ("data:json:unique", "documents", "optional"),
        ("data:json:default=5", "'5'", "{}"),
        ("data:json:default={", "'{'", "{}"),
        ('data:json:default={"a":"\\u0000"}', "json", "{}"),
        ("live:bool:unique", "at most two", "Modifiers of bool"),
        ("live:bool:default=yes", "'yes'", "true or false"),
        ("size:int:min=0.5", "min=0.5", "decimal"),
        ("size:int:max=2147483648", "out of range", "2147483647"),
        ("size:int:min=5:max=1", "not less than", "min=1:max=5"),
        ("size:int:min=5:max=5", "not less than", "one possible value"),
        ("size:int:min=1:max=9:unique", "too few", "500"),
        ("size:int:max=5:default=6", "'6'", "to 5"),
        ("size:int:default=1.5", "'1.5'", "whole number"),
        ("size:int:default=2147483648", "'2147483648'", "2147483647"),
        ("size:bigint:min=-9223372036854775809", "out of range", "9223372036854775807"),
        ("ratio:float:unique", "decimal", "Modifiers of float"),
        ("ratio:float:max=1e999", "'1e999'", "max=5"),
        ("ratio:float:min=1:default=0", "'0'", "limits"),
        ("price:decimal:digits=39", "digits=39", "1 to 38"),
        ("price:decimal:digits=0", "digits=0", "1 to 38"),
        ("price:decimal:digits=2:places=3", "places=3", "digits="),
        ("price:decimal:digits=20:places=19", "places=19", "at most 18"),
        ("price:decimal:digits=1.5", "'digits'", "digits=5"),
        ("price:decimal:min=0.001", "min=0.001", "raise 'places'"),
        ("price:decimal:digits=3:places=2:max=10", "out of range", "9.99"),
        ("price:decimal:default=0.001", "'0.001'", "decimal places"),
        ("price:int:digits=3", "'digits'", "Modifiers of int"),
        ("day:date:future:past", "together", "Remove one"),
        ("day:date:future:default=2030-01-01", "does not stay", "Remove 'default'"),
        ("day:date:default=2030-02-30", "'2030-02-30'", "2030-01-31"),
        ("seen:datetime:default=2030-01-31T12:00", "not a valid datetime", "offset"),
        ("seen:datetime:default=soon", "'soon'", "offset"),
        ("opens:time:future", "'future'", "Modifiers of time"),
        ("opens:time:default=25:00", "'25:00'", "18:30"),
        ("opens:time:default=12:00+02:00", "'12:00+02:00'", "without an offset"),
        ("serial:uuid:default=5", "'5'", "123e4567"),
        ("mail:email:default=Ann", "'Ann'", "ann@example.com"),
        ("site:url:default=ftp://example.com/", "'ftp:", "https://"),
        ("kind:enum", "2 to 50 values", "kind:enum:draft,live"),
        ("kind:enum:one", "2 to 50 values", "kind:enum:draft,live"),
        ("kind:enum:optional", "2 to 50 values", "kind:enum:draft,live"),
        ("kind:enum:a,,b", "'' is empty", "comma"),
        ('kind:enum:" a",b', "' a' has a space", "Remove it"),
        ('kind:enum:a,"b', "no closing quote", 'End it with "'),
        ("kind:enum:a,..", "'..'", "word"),
        (f"kind:enum:a,{'b' * 51}", "longer than 50", "Shorten"),
        ("kind:enum:a,a", "the same", "once"),
        ("kind:enum:draft,live:default=drfat", "'drfat'", "'draft'"),
        ("kind:enum:draft,live:default=zzz", "'zzz'", "one of: draft, live"),
        ("kind:enum:draft,live:unique", "one object per value", "Modifiers of enum"),
        ("author:ref:unique", "one-to-one", "Modifiers of ref"),
        ("author:ref:person:robot", "'person' and 'robot'", "only one"),
        ("author:ref:default=1", "may not exist", "Modifiers of ref"),
        ("author_id:ref", "_id", "author:ref"),
        ("tag_ids:many", "named after", "tags:many"),
        ("tags:many:optional", "empty", "Remove it"),
        ("tags:many:unique", "list", "Remove it"),
        ("code:str:pattern=[", "not a valid regular expression", "anchors"),
        ("code:str:pattern=(?=a)b", "look-around", "anchors"),
        (r"code:str:pattern=(a|b)\1", "back-references", "anchors"),
        ("code:str:pattern=^(foo|bar)$", "no values", "enum"),
        ("code:str:max=2:pattern=^[a-z]{3}$", "no values", "pattern"),
        ("code:str:unique:pattern=^[a-z]$", "only 26 values", "500"),
        ("code:str:pattern=^[a-z&&b]$", "intersection", "anchors"),
        ("code:str:pattern=^a{99999999999}$", "too large", "anchors"),
        ("code:str:pattern=^a{500}$", "more than 400", "anchors"),
        (r"code:str:pattern=^\x41\d$", "escape", "anchors"),
        ("code:str:pattern=(?i)abc", "(?i", "anchors"),
    ],
)
def test_invalid_fields_are_refused_with_a_suggestion(
    words: str, names: str, suggests: str
) -> None:
    error = refusal(f"thing {words}")

    assert names in error.message
    assert suggests in error.hint
    assert "'thing'" in error.message


@pytest.mark.parametrize(
    ("spec", "names", "suggests"),
    [
        ("", "at least one field", "book title:str"),
        ("  ", "at least one field", "book title:str"),
        ("book", "at least one field", "book title:str"),
        ("title:str", "'title:str'", "book title:str"),
        ("BlogPost title:str", "'BlogPost'", "blog_post"),
        ("blog-post title:str", "'blog-post'", "blog_post"),
        ("_post title:str", "'_post'", "'post'"),
        ("9 title:str", "'9'", "blog_post"),
        ("a" * 41 + " title:str", "1 to 40", "a" * 40),
        ("book Title:str", "'Title'", "'title'"),
        ("book dueDate:date", "'dueDate'", "'due_date'"),
        ("book title:str title:text", "'title'", "Rename"),
        ("book author:ref author_id:int", "'author_id'", "Rename"),
        ("book title:str:default='open", "closing quote", "End it with '"),
        ("book title:str --ownd", "'--ownd'", "--owned"),
        ("book title:str -x", "'-x'", "--"),
        ("book title:str --owned --owned", "more than once", "once"),
        ("book title:str --owned=yes", "no value", "only --owned"),
        ("book title:str --plural", "needs a value", "--plural people"),
        ("book title:str --plural --owned", "needs a value", "--plural people"),
        ("book title:str --actions", "needs a value", "--actions complete"),
        ("book title:str --plural Books", "'Books'", "'books'"),
        ("book title:str --plural auth", "the service itself", "--plural book_list"),
        ("book title:str --plural returning", "SQL", "--plural book_list"),
        ("book title:str --plural metadata", "models", "--plural book_list"),
        ("book live:bool --actions publish", "'publish'", "--actions"),
        ("book live:bool --actions publish:live", "'publish:live'", "--actions"),
        ("book live:bool --actions publish:liv=true", "'liv'", "'live'"),
        ("book live:bool --actions publish:live=yes", "'yes'", "true or false"),
        ("book live:bool --actions live:live=true", "already used", "another name"),
        ("book a:bool --actions go:a=true,go:a=false", "already used", "another name"),
        ("book live:bool --actions update:live=true", "'update'", "'mark_update'"),
        ("book live:bool --actions Go:live=true", "'Go'", "'go'"),
        ("book body:text --actions go:body=x", "cannot set", "enum"),
        ("book code:str:unique --actions go:code=x", "cannot set", "non-unique"),
        ("book day:date --actions go:day=2030-01-01", "cannot set", "bool"),
    ],
)
def test_invalid_resources_are_refused_with_a_suggestion(
    spec: str, names: str, suggests: str
) -> None:
    error = refusal(spec)

    assert names in error.message
    assert suggests in error.hint


def test_refusals_are_request_errors() -> None:
    error = refusal("book")

    assert isinstance(error, RequestError)
    assert (error.exit_code, error.code) == (2, "invalid-resource")
