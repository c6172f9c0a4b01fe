"""Queries on one table: no decisions, no commits, no HTTP."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Generic, Literal, TypeVar

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, RelationshipProperty
from sqlalchemy.orm.interfaces import ORMOption

from app.core.exceptions import ConflictError
from app.db.base import Base, utc_now

ModelT = TypeVar("ModelT", bound=Base)

TAKEN = "A value is taken that only one may have, or what it refers to is gone."
IN_USE = "It is still in use."

# Attributes and the values they must have; for a relation, the id of one item.
Where = Mapping[str, Any]


class Crud(Generic[ModelT]):
    """Finds, pages and writes the rows of ``model``.

    ``searched`` are the columns that a search looks into, ``options`` load what is
    needed of related rows. Writing raises ConflictError where the database refuses.
    """

    model: type[ModelT]
    searched: ClassVar[Sequence[InstrumentedAttribute[Any]]] = ()
    options: ClassVar[Sequence[ORMOption]] = ()

    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get(
        self, identifier: int, where: Where | None = None, *, lock: bool = False
    ) -> ModelT | None:
        """Find a row; ``lock`` keeps others from changing it until the commit."""
        statement = self._select({**(where or {}), "id": identifier})
        if lock:
            statement = statement.with_for_update(of=self.model)
        found = await self.session.scalars(statement.options(*self.options))
        return found.one_or_none()

    async def get_many(
        self, identifiers: Sequence[int], where: Where
    ) -> Sequence[ModelT]:
        statement = self._select(where).where(self.model.id.in_(identifiers))
        return (await self.session.scalars(statement)).all()

    async def page(
        self,
        where: Where,
        *,
        search: str | None,
        sort_by: str,
        order: Literal["asc", "desc"],
        skip: int,
        limit: int,
    ) -> tuple[Sequence[ModelT], int]:
        """Return one page and the number of all rows; equal rows keep their order."""
        found = self._select(where)
        if search is not None:
            found = found.where(self._contains(search))
        total = await self.session.scalar(
            select(func.count()).select_from(found.subquery())
        )
        column = getattr(self.model, sort_by)
        keys = (column, self.model.id) if sort_by != "id" else (column,)
        page = (
            found.order_by(*(getattr(key, order)() for key in keys))
            .offset(skip)
            .limit(limit)
            .options(*self.options)
        )
        return (await self.session.scalars(page)).all(), total or 0

    async def add(self, row: ModelT) -> ModelT:
        row.created_at = row.updated_at = utc_now()
        self.session.add(row)
        await self._flush(TAKEN)
        return row

    async def update(self, row: ModelT, changes: Mapping[str, Any]) -> ModelT:
        for name, value in changes.items():
            setattr(row, name, value)
        # Also when only related rows change.
        row.updated_at = utc_now()
        await self._flush(TAKEN)
        return row

    async def delete(self, row: ModelT) -> None:
        await self.session.delete(row)
        await self._flush(IN_USE)

    async def _flush(self, conflict: str) -> None:
        try:
            await self.session.flush()
        except IntegrityError:
            raise ConflictError(self.model.__tablename__, conflict) from None

    def _select(self, where: Where) -> Select[ModelT]:
        conditions = (self._equals(name, value) for name, value in where.items())
        return select(self.model).where(*conditions)

    def _equals(self, name: str, value: object) -> ColumnElement[bool]:
        attribute = getattr(self.model, name)
        if isinstance(attribute.property, RelationshipProperty):
            related: ColumnElement[bool] = attribute.any(id=value)
            return related
        equal: ColumnElement[bool] = attribute == value
        return equal

    def _contains(self, search: str) -> ColumnElement[bool]:
        return or_(
            false(),
            *(column.icontains(search, autoescape=True) for column in self.searched),
        )
