"""The shared catalogue of tables, and the column types that several of them use."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, DateTime, MetaData, Text, func

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def key(name: str) -> Column[str]:
    """A text column of the primary key."""
    return Column(name, Text, primary_key=True)


def text(name: str) -> Column[str]:
    """A text column that is never null."""
    return Column(name, Text, nullable=False)


def moment(name: str, *, nullable: bool = False) -> Column[datetime]:
    """An instant, always with its zone."""
    return Column(name, DateTime(timezone=True), nullable=nullable)


def stamp(name: str) -> Column[datetime]:
    """The instant a row was written, by the database's clock."""
    return Column(name, DateTime(timezone=True), nullable=False, server_default=func.now())
