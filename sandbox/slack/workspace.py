"""The workspace as a whole: the services behind the Web API and behind the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sandbox.slack.core import Core, Credentials
from sandbox.slack.delivery import RETRY_DELAYS, Dispatcher
from sandbox.slack.faults import Faults
from sandbox.slack.feed import Feed
from sandbox.slack.files import Files
from sandbox.slack.ids import TimestampClock
from sandbox.slack.interactions import Interactions
from sandbox.slack.manifest import Manifest
from sandbox.slack.members import Members
from sandbox.slack.modals import Modals
from sandbox.slack.oauth import Tokens
from sandbox.slack.people import PEOPLE
from sandbox.slack.permits import Triggers
from sandbox.slack.posting import Posts
from sandbox.slack.rates import RateLimiter
from sandbox.slack.sessions import Sessions
from sandbox.slack.socket_mode import SocketMode
from sandbox.slack.store import Store
from sandbox.slack.streams import Streams


class Workspace:
    """One workspace with one app installed; everything in it hangs on these services."""

    def __init__(
        self,
        manifest: Manifest,
        state_dir: Path | None,
        *,
        rate_limits: bool = True,
        retry_delays: Sequence[float] = RETRY_DELAYS,
    ) -> None:
        store = Store(state_dir)
        self.core = Core(
            manifest=manifest,
            store=store,
            faults=Faults(),
            feed=Feed(),
            clock=TimestampClock(store.last_ts()),
            credentials=Credentials.of(store),
        )
        self.rates = RateLimiter(enabled=rate_limits)
        self.sockets = SocketMode(on_change=self._show_connection)
        self.dispatcher = Dispatcher(self.core, self.sockets, retry_delays)
        self.tokens = Tokens(self.core)
        self.triggers = Triggers()
        self.posts = Posts(self.core, self.dispatcher)
        self.modals = Modals(self.core)
        self.streams = Streams(self.core, self.posts)
        self.sessions = Sessions(self.core, self.dispatcher, self.streams)
        self.files = Files(self.core)
        self.members = Members(self.core, self.dispatcher, self.posts)
        self.interactions = Interactions(
            self.core, self.dispatcher, self.posts, self.modals, self.triggers
        )

    @property
    def app_is_connected(self) -> bool:
        """Whether deliveries can reach the app: by an open socket, or by a request URL."""
        return self.dispatcher.transport is not self.sockets or self.sockets.connections > 0

    def _show_connection(self, connected: bool) -> None:
        people = [each.id for each in PEOPLE]
        self.core.feed.publish("connection", people, connected=connected)
