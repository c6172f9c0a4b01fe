"""Fill a service's table of tasks; its own Python runs this.

The argument is the number of rows of the only account. Without one, print how long it
takes to insert some, first with the indexes of the list and then without them.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from app.core.config import get_settings
from app.db.engine import make_engine
from app.models import Base, Task, User
from app.models.task import TaskStatus, task_tags
from sqlalchemy import URL, delete, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

BATCH = 5_000
TIMED = 20_000
TAGS = 50
# Prime, so that the order of the column is not the order of the ids.
STRIDE = 7919


def tasks(owner: int, count: int) -> Iterator[dict[str, Any]]:
    now = datetime.now(UTC)
    for number in range(1, count + 1):
        moment = now - timedelta(seconds=number * STRIDE % 1_000_003)
        yield {
            "id": number,
            "owner_id": owner,
            "title": f"Call customer {number * STRIDE % 1_000_003}",
            "description": f"Ask about order {number}." if number % 3 else None,
            "due_date": moment if number % 5 else None,
            "priority": number % 5 + 1 if number % 7 else None,
            "status": TaskStatus.PENDING if number % 100 else TaskStatus.COMPLETED,
            "created_at": now,
            "updated_at": moment,
        }


async def fill(connection: AsyncConnection, owner: int, count: int) -> None:
    tags = Base.metadata.tables["tags"]
    named = [
        {"id": number, "name": f"tag {number}", "owner_id": owner}
        for number in range(1, TAGS)
    ]
    now = {"created_at": datetime.now(UTC), "updated_at": datetime.now(UTC)}
    await connection.execute(insert(tags), [tag | now for tag in named])
    batch: list[dict[str, Any]] = []
    for row in tasks(owner, count):
        batch.append(row)
        if len(batch) == BATCH or row["id"] == count:
            await connection.execute(insert(Task), batch)
            links = [
                {"task_id": task["id"], "tag_id": task["id"] % (TAGS - 1) + 1}
                for task in batch
            ]
            await connection.execute(insert(task_tags), links)
            batch.clear()


async def timed(connection: AsyncConnection, owner: int) -> float:
    rows = list(tasks(owner, TIMED))
    started = time.perf_counter()
    for first in range(0, TIMED, BATCH):
        await connection.execute(insert(Task), rows[first : first + BATCH])
    elapsed = time.perf_counter() - started
    await connection.execute(delete(Task))
    return elapsed


async def analyse(url: URL) -> None:
    # PostgreSQL would do this by itself soon after such an insert.
    statements = {"postgresql": "VACUUM ANALYZE", "mysql": "ANALYZE TABLE tasks"}
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statements.get(engine.name, "ANALYZE")))
    await engine.dispose()


async def main() -> None:
    engine = make_engine(get_settings())
    async with engine.begin() as connection:
        owner = (await connection.scalars(select(User.id))).one()
        if sys.argv[1:]:
            await fill(connection, owner, int(sys.argv[1]))
        else:
            with_indexes = await timed(connection, owner)
            for index in list(Task.__table__.indexes):
                if index.columns.keys() != ["owner_id", "id"]:
                    await connection.run_sync(index.drop)
            sys.stdout.write(f"{with_indexes} {await timed(connection, owner)}\n")
    if sys.argv[1:]:
        await analyse(engine.url)
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main())
