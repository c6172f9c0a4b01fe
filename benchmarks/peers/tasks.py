"""A hand-written list of tasks, without anything else.

It reads the database and the tokens of the generated service, with the same queries and
the same checks of the token, except that it always counts. A transaction starts with
the same statement, as SQLAlchemy's documentation for SQLite says: otherwise two queries
of one request could see different rows. Middleware, settings, documented errors and
other parts of a service are missing.
"""

import os
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

import jwt
from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    String,
    Table,
    event,
    func,
    select,
)
from sqlalchemy.ext.asyncio import (
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    mapped_column,
    relationship,
    selectinload,
)

SECRET_KEY = os.environ["SECRET_KEY"]
SERVICE = os.environ["SERVICE"]
CLAIMS = ["sub", "sid", "exp", "iat", "nbf", "jti", "iss", "aud", "type", "scope"]
READERS = {"viewer", "editor", "admin"}

engine = create_async_engine(os.environ["DATABASE_URL"])
sessions = async_sessionmaker(engine, expire_on_commit=False)


@event.listens_for(engine.sync_engine, "connect")
def let_sqlalchemy_begin(connection: Any, _: object) -> None:  # noqa: ANN401 - no type says so
    connection.isolation_level = None


@event.listens_for(engine.sync_engine, "begin")
def begin(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection
    # Without a cursor, which would wait three times for the driver's thread.
    driver.run_async(lambda connection: connection.execute("BEGIN"))


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(30))
    email: Mapped[str] = mapped_column(String(320))
    hashed_password: Mapped[str] = mapped_column(String(255))
    is_active: Mapped[bool]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    user_roles: Mapped[list["UserRole"]] = relationship()


class UserRole(Base):
    __tablename__ = "user_roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    role: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class UserSession(Base):
    __tablename__ = "user_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    family: Mapped[str] = mapped_column(String(32))
    expires_at: Mapped[datetime]


task_tags = Table(
    "task_tags",
    Base.metadata,
    Column("task_id", ForeignKey("tasks.id"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True),
)


class Tag(Base):
    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Task(Base):
    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str | None]
    due_date: Mapped[datetime | None]
    priority: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    tags: Mapped[list[Tag]] = relationship(secondary=task_tags, order_by=Tag.id)


class TaskStatus(StrEnum):
    PENDING = "pending"
    COMPLETED = "completed"


class TagRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str


class TaskRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    title: str
    description: str | None
    due_date: datetime | None
    priority: int | None
    status: str
    tags: list[TagRead]
    owner_id: int
    created_at: datetime
    updated_at: datetime


class TaskPage(BaseModel):
    items: list[TaskRead]
    total: int
    skip: int
    limit: int


class TaskQuery(BaseModel):
    skip: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    sort_by: Literal["id", "title", "priority", "created_at"] = "id"
    status: TaskStatus | None = None


async def get_session() -> AsyncGenerator[AsyncSession]:
    async with sessions.begin() as session:
        yield session


SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
bearer = OAuth2PasswordBearer(tokenUrl="token")


async def get_user_id(
    token: Annotated[str, Depends(bearer)], session: SessionDep
) -> int:
    try:
        claims = jwt.decode(
            token,
            SECRET_KEY,
            algorithms=["HS256"],
            issuer=SERVICE,
            audience=SERVICE,
            options={"require": CLAIMS},
        )
    except jwt.InvalidTokenError as error:
        raise HTTPException(401, "The token is not valid.") from error
    statement = (
        select(User.is_active, UserRole.role)
        .select_from(User)
        .join(UserSession, UserSession.user_id == User.id)
        .outerjoin(UserRole, UserRole.user_id == User.id)
        .where(
            UserSession.family == claims["sid"],
            UserSession.expires_at > datetime.now(UTC).replace(tzinfo=None),
            User.id == int(claims["sub"]),
        )
    )
    rows = (await session.execute(statement)).all()
    if not rows or not rows[0].is_active:
        raise HTTPException(401, "The token is not valid.")
    permitted = any(row.role in READERS for row in rows)
    if not permitted or "tasks:read" not in claims["scope"].split():
        raise HTTPException(403, "Permission denied.")
    return int(claims["sub"])


app = FastAPI()


@app.get("/api/v1/tasks", response_model=TaskPage)
async def list_tasks(
    session: SessionDep,
    user_id: Annotated[int, Depends(get_user_id)],
    query: Annotated[TaskQuery, Query()],
) -> dict[str, object]:
    found = select(Task).where(Task.owner_id == user_id)
    if query.status is not None:
        found = found.where(Task.status == query.status)
    total = await session.scalar(select(func.count()).select_from(found.subquery()))
    page = (
        found.order_by(getattr(Task, query.sort_by))
        .offset(query.skip)
        .limit(query.limit)
        .options(selectinload(Task.tags))
    )
    items = (await session.scalars(page)).all()
    return {
        "items": items,
        "total": total,
        "skip": query.skip,
        "limit": query.limit,
    }
