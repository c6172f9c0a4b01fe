"""Reading and writing rows: no decisions, no HTTP."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.exceptions import ConflictError
from app.db.base import Base, utc_now

ModelT = TypeVar("ModelT", bound=Base)

TAKEN = "A value is taken that only one may have, or what it refers to is gone."


class Crud(Generic[ModelT]):
    """Rows of ``model``; writing raises ConflictError where the database refuses."""

    model: type[ModelT]

    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get(self, identifier: int) -> ModelT | None:
        return await self.session.get(self.model, identifier)

    async def add(self, row: ModelT) -> ModelT:
        row.created_at = row.updated_at = utc_now()
        self.session.add(row)
        await self.flush(TAKEN)
        return row

    async def update(self, row: ModelT, changes: Mapping[str, Any]) -> ModelT:
        for name, value in changes.items():
            setattr(row, name, value)
        # Also when only related rows change.
        row.updated_at = utc_now()
        await self.flush(TAKEN)
        return row

    async def flush(self, conflict: str) -> None:
        try:
            await self.session.flush()
        except IntegrityError:
            raise ConflictError(self.model.__tablename__, conflict) from None
