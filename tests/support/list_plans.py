"""Print how a service's database finds the tasks of a list.

A generated project's Python runs this in the project's directory, with an empty
database in DATABASE_URL.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

sys.path.insert(0, os.getcwd())

from app.core.config import get_settings
from app.crud.task import TaskCrud
from app.db.engine import make_engine
from app.models import Base, Task, User
from app.models.task import TaskStatus
from app.schemas.task import TaskQuery
from sqlalchemy import Connection, event, insert, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

ROWS = 3_000
EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN", "mysql": "EXPLAIN"}


async def fill(connection: AsyncConnection) -> None:
    now = datetime.now(UTC)
    about = {"created_at": now, "updated_at": now}
    ann = {"username": "ann", "email": "ann@example.com", "hashed_password": ""}
    await connection.execute(
        insert(User), [{"id": 1, "is_active": True, **ann, **about}]
    )
    tasks = [
        {
            "owner_id": 1,
            "title": f"Call customer {number * 7919 % 10_007}",
            "description": f"Ask about order {number}.",
            "due_date": now + timedelta(days=number) if number % 2 else None,
            "priority": number % 5 + 1 if number % 3 else None,
            "status": TaskStatus.PENDING,
            "created_at": now + timedelta(seconds=number),
            "updated_at": now + timedelta(seconds=number),
        }
        for number in range(ROWS)
    ]
    await connection.execute(insert(Task), tasks)


async def plans(connection: AsyncConnection, query: dict[str, Any]) -> list[str]:
    """Return the plans of the statements that a list executes."""
    executed: list[tuple[str, Any]] = []

    def note(*arguments: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        # Not what a task's tags are read with.
        if "task_tags" not in arguments[2]:
            executed.append((arguments[2], arguments[3]))

    engine: Any = connection.sync_connection
    event.listen(engine, "before_cursor_execute", note)
    asked = TaskQuery.model_validate(query)
    # With one owner, their index is as good as that of a search.
    where = asked.filters() if asked.q else {"owner_id": 1, **asked.filters()}
    await TaskCrud(AsyncSession(connection)).page(where, asked)
    event.remove(engine, "before_cursor_execute", note)

    def explain(sync: Connection) -> list[str]:
        prefix = EXPLAIN[sync.dialect.name]
        found = (
            sync.exec_driver_sql(f"{prefix} {statement}", values)
            for statement, values in executed
        )
        return ["\n".join(map(str, rows)) for rows in found]

    return await connection.run_sync(explain)


async def main() -> None:
    engine = make_engine(get_settings())
    async with engine.begin() as connection:
        if engine.name == "postgresql":
            await connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
        await connection.run_sync(Base.metadata.create_all)
        await fill(connection)
    async with engine.connect() as connection:
        table = "TABLE tasks" if engine.name == "mysql" else ""
        await connection.execute(text(f"ANALYZE {table}"))
        if engine.name == "postgresql":
            # So few rows are read as fast in another order.
            await connection.execute(text("SET enable_seqscan = off"))
            if "q" in json.loads(sys.argv[1]):
                await connection.execute(text("SET enable_indexscan = off"))
        found = {
            query: await plans(connection, json.loads(query)) for query in sys.argv[1:]
        }
    sys.stdout.write(json.dumps(found))
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main())
