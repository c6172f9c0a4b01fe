from http import HTTPStatus

from pydantic import BaseModel, Field

# Named as in RFC 9110, which Python follows only from 3.13 on.
_RENAMED = {413: "Content Too Large", 422: "Unprocessable Content"}


def title_of(status: int) -> str:
    return _RENAMED.get(status) or HTTPStatus(status).phrase


class ProblemError(BaseModel):
    """One thing that is wrong with a request, and where."""

    loc: list[str | int]
    msg: str
    type: str


class Problem(BaseModel):
    """An error as RFC 9457 describes it, with members of our own at the end."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str
    code: str = Field(description="What went wrong, for programs.")
    errors: list[ProblemError] = []
    request_id: str
