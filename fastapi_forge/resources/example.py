"""The Task Management API: what a service holds unless told otherwise."""

from __future__ import annotations

EXAMPLE = (
    "tag name:str:max=50:unique --owned",
    (
        "task title:str:min=5:max=200 description:text:max=1000:optional"
        " due_date:datetime:future:optional priority:int:min=1:max=5:optional"
        " status:enum:pending,completed:default=pending tags:many:tag --owned"
        " --actions complete:status=completed,reopen:status=pending"
    ),
)
