"""All tables of the database, gathered from the modules that own them, for migrations."""

from storage import (
    advertisers,
    approvals,
    audit,
    bookings,
    catalogs,
    conversations,
    deliveries,
    fits,
    history,
    holds,
    inbox,
    inventory,
    members,
    plans,
    posts,
    rates,
    tenants,
    tokens,
    usage,
    workers,
)
from storage.schema import metadata

OWNERS = (
    *(advertisers, approvals, audit, bookings, catalogs, conversations, deliveries, fits, history),
    *(holds, inbox, inventory, members, plans, posts, rates, tenants, tokens, usage, workers),
)

__all__ = ["OWNERS", "metadata"]
