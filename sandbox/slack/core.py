"""What every part of the workspace needs: its memory, its clock, its app, and who is listening."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sandbox.slack.errors import SlackError
from sandbox.slack.faults import Faults
from sandbox.slack.feed import Feed
from sandbox.slack.ids import TimestampClock, new_secret
from sandbox.slack.manifest import Manifest
from sandbox.slack.people import BOT_USER_ID, PEOPLE, Person, bot_user
from sandbox.slack.store import Channel, Message, Store


@dataclass(frozen=True, slots=True)
class Credentials:
    """The secrets of the one installed app; they stay the same over restarts."""

    bot_token: str
    app_token: str
    signing_secret: str
    client_id: str
    client_secret: str
    verification_token: str

    @classmethod
    def of(cls, store: Store) -> Credentials:
        """The stored secrets, made at the first start."""
        return cls(
            bot_token=store.setting("bot_token", new_secret("xoxb-")),
            app_token=store.setting("app_token", new_secret("xapp-1-")),
            signing_secret=store.setting("signing_secret", new_secret()),
            client_id=store.setting("client_id", f"{int(new_secret()[:12], 16)}.1"),
            client_secret=store.setting("client_secret", new_secret()),
            verification_token=store.setting("verification_token", new_secret()),
        )


@dataclass(slots=True)
class Core:
    """The ground that the services of the workspace stand on."""

    manifest: Manifest
    store: Store
    faults: Faults
    feed: Feed
    clock: TimestampClock
    credentials: Credentials
    base_url: str = ""

    @property
    def bot(self) -> Person:
        """The app's bot user."""
        return bot_user(self.manifest.bot_name)

    @property
    def everybody(self) -> tuple[Person, ...]:
        """People as they set their Slack up, and the bot."""
        return (*(replace(p, locale=self.store.locale(p.id)) for p in PEOPLE), self.bot)

    def person(self, user_id: str) -> Person:
        """The user of that id; raises `user_not_found`."""
        for each in self.everybody:
            if each.id == user_id:
                return each
        raise SlackError("user_not_found")

    def channel(self, channel_id: str) -> Channel:
        """The channel of that id (a person's id means the direct conversation with them)."""
        found = self.store.channel(channel_id) or self._direct(channel_id)
        if found is None:
            raise SlackError("channel_not_found")
        return found

    def channel_of_app(self, channel_id: str) -> Channel:
        """A channel in which the app may write; raises `channel_not_found`, `not_in_channel`."""
        channel = self.channel(channel_id)
        if BOT_USER_ID not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def message(self, channel: Channel, ts: str, error: str = "message_not_found") -> Message:
        """The message of that timestamp; raises `error`."""
        found = self.store.message(channel.id, ts)
        if found is None:
            raise SlackError(error)
        return found

    def _direct(self, user_id: str) -> Channel | None:
        return next((c for c in self.store.channels() if c.is_direct and c.person == user_id), None)
