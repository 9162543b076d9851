"""Who is in which channel, and what people do to the app: invite it, open its Home, remove it."""

from __future__ import annotations

from sandbox.slack import events
from sandbox.slack.core import Core
from sandbox.slack.delivery import Dispatcher
from sandbox.slack.people import BOT_USER_ID, Person
from sandbox.slack.posting import Posts
from sandbox.slack.store import Channel
from sandbox.slack.wire import MENTION


class Members:
    """Memberships and the app's visits."""

    def __init__(self, core: Core, dispatcher: Dispatcher, posts: Posts) -> None:
        self._core = core
        self._dispatcher = dispatcher
        self._posts = posts

    def invite_app(self, channel: Channel, inviter: Person) -> Channel:
        """Makes the app a member of the channel."""
        if BOT_USER_ID in channel.members:
            return channel
        joined = self._core.store.set_members(channel, (*channel.members, BOT_USER_ID))
        subscription, event = events.of_joined(
            self._core.bot, joined, inviter.id, self._core.clock.next()
        )
        self._dispatcher.event(subscription, event, joined)
        self._core.feed.publish("channels", joined.members)
        return joined

    def remind_to_invite(self, channel: Channel, author: Person, text: str) -> None:
        """Slackbot's notice after a mention of the app where it is not a member."""
        absent = BOT_USER_ID in MENTION.findall(text) and BOT_USER_ID not in channel.members
        if absent:
            notice = f"You mentioned <@{BOT_USER_ID}>, but they’re not in this channel."
            self._posts.by_slackbot(channel, notice, author.id, invite=BOT_USER_ID)

    def open_app(self, person: Person, channel: Channel, tab: str) -> None:
        """Tells the app that somebody opened its Home tab or the conversation with it."""
        view = self._core.store.home(person.id)
        subscription, event = events.of_opened_home(
            person, channel, tab, view, self._core.clock.next()
        )
        self._dispatcher.event(subscription, event, channel)

    def uninstall(self) -> None:
        """Tells the app that it was removed from the workspace."""
        for subscription, event in events.of_uninstall(self._core.clock.next()):
            self._dispatcher.event(subscription, event)
