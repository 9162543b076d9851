"""The Bolt app: the durable inbox in front, listeners behind, errors as one plain sentence."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from agents.orchestrator import Orchestrator
from bot.listeners.administration import Administration
from bot.listeners.answering import ATTEMPTS, Answering
from bot.listeners.bookings import BookingPosts
from bot.listeners.commands import Commands
from bot.listeners.decisions import Decisions
from bot.listeners.edits import Edits
from bot.listeners.failures import Failures
from bot.listeners.inbox import InboxMiddleware
from bot.listeners.lagging import LaggingLines
from bot.listeners.lifecycle import Lifecycle
from bot.listeners.once import Once
from bot.listeners.outages import Outages
from bot.listeners.outdated import Outdated
from bot.listeners.people import People
from bot.listeners.shapes import well_formed
from bot.listeners.surface import Surface
from bot.listeners.tools import Tools
from desk.desk import Desk
from storage.store import Storage
from storage.threads import ThreadWorker


@dataclass(frozen=True, slots=True)
class BuiltApp:
    """The app, the worker that answers its messages (it must be entered to run), and what is told
    of lines that deliver too little.
    """

    app: AsyncApp
    worker: ThreadWorker
    lagging: LaggingLines


def build_app(
    client: AsyncWebClient,
    storage: Storage,
    desk: Desk,
    orchestrator: Orchestrator,
    *,
    bookings: BookingPosts,
    owner: str,
) -> BuiltApp:
    """The app over the rooms. `owner` is this replica's name in the inbox.

    Whoever delivers vouches that it comes from Slack: the connection, or the signature.
    """
    surface = Surface(client, People(client), storage, desk, orchestrator, owner)
    answering = Answering(surface)
    worker = ThreadWorker(storage, answering.handle, owner=owner, attempts=ATTEMPTS)
    app = AsyncApp(
        name="flightplan",
        client=client,
        request_verification_enabled=False,
        raise_error_for_unhandled_request=False,
    )
    app.middleware(well_formed)
    app.middleware(Once(storage.cache))
    outages = Outages(surface, worker)
    app.middleware(InboxMiddleware(storage, worker, Edits(surface), outages))
    lifecycle = Lifecycle(surface, answering)
    lifecycle.register(app)
    Commands(surface, worker, outages).register(app)
    Decisions(surface, answering, bookings).register(app)
    Tools(surface, worker).register(app)
    Administration(surface, lifecycle, answering).register(app)
    Outdated(surface).register(app)
    app.error(Failures(surface))
    return BuiltApp(app, worker, LaggingLines(surface, answering))
