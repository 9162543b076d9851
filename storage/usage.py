"""What language models cost per month, and the answers that need not be paid for twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import BigInteger, Column, Date, Double, Integer, Table, Text, func, select
from sqlalchemy.dialects.postgresql import insert

from media.conversation import TokenUse
from storage.repository import Repository
from storage.schema import key, metadata, stamp, text

USAGE = Table(
    "token_usage",
    metadata,
    key("tenant"),
    Column("month", Date, primary_key=True),
    key("model"),
    key("prompt"),
    key("outcome"),
    Column("calls", Integer, nullable=False),
    Column("input_tokens", BigInteger, nullable=False),
    Column("output_tokens", BigInteger, nullable=False),
    Column("seconds", Double, nullable=False),
)
ANSWERS = Table(
    "model_answers",
    metadata,
    key("key"),
    text("model"),
    Column("body", Text, nullable=False),
    stamp("created_at"),
)
_COUNTS = ("calls", "input_tokens", "output_tokens", "seconds")


@dataclass(frozen=True, slots=True)
class MonthlyUse:
    """The calls of one month with one model, prompt and outcome."""

    month: date
    model: str
    prompt: str
    outcome: str
    calls: int
    input_tokens: int
    output_tokens: int
    seconds: float


class Usage(Repository):
    """Model calls, added up."""

    async def add(self, tenant: str, use: TokenUse, *, on: date) -> None:
        """Count one call in the month of the day."""
        values = use.model_dump() | {"tenant": tenant, "month": on.replace(day=1), "calls": 1}
        statement = insert(USAGE).values(values)
        await self._db.execute(
            statement.on_conflict_do_update(
                constraint=USAGE.primary_key,
                set_={name: USAGE.c[name] + statement.excluded[name] for name in _COUNTS},
            )
        )

    async def month(self, tenant: str, on: date) -> list[MonthlyUse]:
        """The calls of the day's month, most tokens first."""
        columns = (USAGE.c[name] for name in MonthlyUse.__slots__)
        query = (
            select(*columns)
            .where(USAGE.c.tenant == tenant, USAGE.c.month == on.replace(day=1))
            .order_by((USAGE.c.input_tokens + USAGE.c.output_tokens).desc(), USAGE.c.model)
        )
        return [MonthlyUse(*row) for row in await self._db.execute(query)]

    async def tokens(self, tenant: str, on: date) -> int:
        """Input and output tokens of the day's month, for the monthly limit."""
        total = func.coalesce(func.sum(USAGE.c.input_tokens + USAGE.c.output_tokens), 0)
        query = select(total).where(USAGE.c.tenant == tenant, USAGE.c.month == on.replace(day=1))
        return int((await self._db.execute(query)).scalar_one())


class ModelAnswers(Repository):
    """Answers of models by a key that the caller makes from everything that went in."""

    async def get(self, key: str) -> str | None:
        """The answer, if it was asked before."""
        query = select(ANSWERS.c.body).where(ANSWERS.c.key == key)
        return (await self._db.execute(query)).scalar_one_or_none()

    async def put(self, key: str, body: str, *, model: str) -> None:
        """Keep an answer; the first one stays."""
        statement = insert(ANSWERS).values(key=key, body=body, model=model)
        await self._db.execute(statement.on_conflict_do_nothing())
