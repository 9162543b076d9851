"""Buttons and forms that nobody listens to any more: an earlier version of the app showed them."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.cards.blocks import section
from bot.listeners import posting
from bot.listeners.clicks import Click
from bot.listeners.surface import Surface
from bot.modals.inputs import notice
from bot.words import Words, sentence
from media.plan import Fact

_ANYTHING = re.compile("")


class Outdated:
    """Listeners of all that no other listener takes: they are registered last."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface

    def register(self, app: AsyncApp) -> None:
        """Add the listeners."""
        app.action(_ANYTHING)(self.press)
        app.view_submission(_ANYTHING)(self.form)
        for listen in (app.event, app.view_closed, app.shortcut, app.options, app.command):
            listen(_ANYTHING)(_acknowledge)

    async def press(self, ack: Any, body: dict[str, Any]) -> None:
        """Whoever pressed a button of a message is told."""
        await ack()
        click = Click.read(body)
        if body["actions"][0].get("type") == "button" and click.channel:
            said = sentence(_FACT, await self._surface.language(click.user, click.thread))
            client = self._surface.client
            await posting.whisper(client, click.channel, click.user, said, click.root)

    async def form(self, ack: Any, body: dict[str, Any]) -> None:
        """The form gives way to the sentence."""
        words = Words(await self._surface.language(body["user"]["id"]))
        said = [section(sentence(_FACT, words.language))]
        view = notice("Flightplan", words.t("Close"), [block for block in said if block])
        await ack(response_action="update", view=view)


_FACT = Fact(code="outdated")


async def _acknowledge(ack: Any) -> None:
    """Or Slack would deliver it again."""
    await ack()
