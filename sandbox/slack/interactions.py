"""What people do besides writing: buttons, menus, modals, slash commands; and the answers."""

from __future__ import annotations

from sandbox.slack import answers
from sandbox.slack.answers import Raw
from sandbox.slack.core import Core
from sandbox.slack.delivery import Dispatcher
from sandbox.slack.errors import NotAcknowledged, SlackError
from sandbox.slack.modals import Modals
from sandbox.slack.people import APP_ID, TEAM_DOMAIN, TEAM_ID, Person
from sandbox.slack.permits import ResponseUrls, Triggers
from sandbox.slack.posting import Draft, Posts
from sandbox.slack.store import Channel, Message
from sandbox.slack.wire import Payload, without_none

Answers = dict[str, dict[str, Raw]]
"""Block id to action id to what the person chose there."""

_NO_ANSWER = "We had some trouble connecting. Try again?"


class Interactions:
    """Turns clicks, submissions and commands into requests to the app and acts on the answers."""

    def __init__(
        self, core: Core, dispatcher: Dispatcher, posts: Posts, modals: Modals, triggers: Triggers
    ) -> None:
        self._core = core
        self._dispatcher = dispatcher
        self._posts = posts
        self._modals = modals
        self._triggers = triggers
        self.response_urls = ResponseUrls()

    async def click_in_message(
        self, person: Person, message: Message, block_id: str, action_id: str, raw: Raw
    ) -> None:
        """A button or menu of a message; raises NotAcknowledged when the app does not answer."""
        channel = self._core.channel(message.channel)
        blocks = message.body.get("blocks", [])
        element = answers.find_element(blocks, block_id, action_id)
        payload = self._actions(person, element, block_id, raw) | {
            "container": without_none(
                type="message",
                message_ts=message.ts,
                channel_id=channel.id,
                is_ephemeral=message.only_for is not None,
                thread_ts=message.thread_ts,
            ),
            "channel": {"id": channel.id, "name": _channel_name(channel)},
            "message": self._posts.as_seen(message),
            "state": {"values": answers.state_values(blocks, {block_id: {action_id: raw}})},
            "response_url": self.response_url(
                channel, person, message_ts=message.ts, thread_ts=message.thread_ts
            ),
        }
        await self._dispatcher.request("interactive", payload)

    async def click_in_view(
        self,
        person: Person,
        view: Payload,
        block_id: str,
        action_id: str,
        raw: Raw,
        given: Answers,
    ) -> None:
        """A button or menu of a modal or of the Home tab."""
        element = answers.find_element(view["blocks"], block_id, action_id)
        shown = self._with_state(view, {**given, block_id: {action_id: raw}})
        payload = self._actions(person, element, block_id, raw) | {
            "container": {"type": "view", "view_id": view["id"]},
            "view": shown,
            "state": shown["state"],
        }
        await self._dispatcher.request("interactive", payload)

    async def submit(self, person: Person, view: Payload, given: Answers) -> dict[str, str]:
        """Submits a modal; the complaints to show under its inputs, none when it went through."""
        complaints = answers.complaints(view["blocks"], given)
        if complaints:
            return complaints
        payload = self._interaction(person, "view_submission") | {
            "view": self._with_state(view, given),
            "response_urls": [],
        }
        return self._act_on(person, view, await self._dispatcher.request("interactive", payload))

    async def close(self, person: Person, view: Payload, *, cleared: bool) -> None:
        """Closes a modal by hand; the app hears of it if it asked to."""
        if cleared or view.get("clear_on_close"):
            self._modals.clear(person.id)
        else:
            self._modals.close(person.id, view["id"])
        if view["notify_on_close"]:
            payload = self._interaction(person, "view_closed") | {
                "view": view,
                "is_cleared": cleared,
            }
            await self._dispatcher.request("interactive", payload)

    async def command(self, person: Person, channel: Channel, name: str, text: str) -> None:
        """Runs a slash command; what goes wrong is told to the person, as Slackbot does."""
        command = self._core.manifest.command(name)
        if command is None:
            self._posts.by_slackbot(channel, f"{name} is not a valid command.", person.id)
            return
        payload: Payload = {
            "token": self._core.credentials.verification_token,
            "team_id": TEAM_ID,
            "team_domain": TEAM_DOMAIN,
            "channel_id": channel.id,
            "channel_name": _channel_name(channel),
            "user_id": person.id,
            "user_name": person.handle,
            "command": name,
            "text": text,
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": self.response_url(channel, person),
            "trigger_id": self._triggers.issue(person.id),
        }
        try:
            answer = await self._dispatcher.request("slash_commands", payload)
        except NotAcknowledged as failure:
            error = "operation_timeout" if "timeout" in failure.reason else "dispatch_failed"
            notice = f"{name} failed with the error “{error}”"
            self._posts.by_slackbot(channel, notice, person.id)
            return
        if answer.get("text") or answer.get("blocks"):
            self.respond_with(channel, person.id, answer)

    def response_url(self, channel: Channel, person: Person, **about: str | None) -> str:
        """A fresh response URL for this person in this channel."""
        token = self.response_urls.issue(channel, person.id, **about)
        return f"{self._core.base_url}/response/{APP_ID}/{token}"

    def respond(self, token: str, answer: Payload) -> None:
        """A post to a response URL: a new message, or a change to the one it belongs to."""
        url = self.response_urls.use(token)
        about = self._core.store.message(url.channel.id, url.message_ts) if url.message_ts else None
        if about and answer.get("delete_original"):
            self._posts.delete(about)
        elif about and answer.get("replace_original"):
            self._posts.change(about, answer.get("text"), answer.get("blocks"))
        else:
            self.respond_with(url.channel, url.user_id, answer, thread_ts=url.thread_ts)

    def respond_with(
        self, channel: Channel, user_id: str, answer: Payload, *, thread_ts: str | None = None
    ) -> Message:
        """A message out of an interaction: ephemeral unless it says `in_channel`."""
        draft = Draft(
            text=answer.get("text") or "",
            blocks=answer.get("blocks"),
            thread_ts=answer.get("thread_ts") or thread_ts,
        )
        only_for = None if answer.get("response_type") == "in_channel" else user_id
        return self._posts.by_app(channel, draft, only_for=only_for)

    def _act_on(self, person: Person, view: Payload, answer: Payload) -> dict[str, str]:
        match answer.get("response_action"):
            case "errors":
                return self._errors(view, answer)
            case "update":
                self._modals.update(view, answer.get("view"), None)
            case "push":
                self._modals.push(person.id, answer.get("view"))
            case "clear":
                self._modals.clear(person.id)
            case None:
                self._modals.close(person.id, view["id"])
            case other:
                raise SlackError("invalid_response_action", extra={"response_action": other})
        return {}

    def _errors(self, view: Payload, answer: Payload) -> dict[str, str]:
        errors: dict[str, str] = answer.get("errors") or {}
        inputs = {each["block_id"] for each in view["blocks"] if each["type"] == "input"}
        if not errors or not errors.keys() <= inputs:
            raise SlackError("invalid_response_errors")
        return errors

    def _actions(self, person: Person, element: Payload, block_id: str, raw: Raw) -> Payload:
        happened = answers.action(element, block_id, raw, self._core.clock.next())
        return self._interaction(person, "block_actions") | {"actions": [happened]}

    def _interaction(self, person: Person, kind: str) -> Payload:
        return {
            "type": kind,
            "user": {
                "id": person.id,
                "username": person.handle,
                "name": person.handle,
                "team_id": person.team_id,
            },
            "api_app_id": APP_ID,
            "token": self._core.credentials.verification_token,
            "trigger_id": self._triggers.issue(person.id),
            "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _with_state(self, view: Payload, given: Answers) -> Payload:
        return {**view, "state": {"values": answers.state_values(view["blocks"], given)}}


def describe_failure(failure: Exception) -> str:
    """The sentence that Slack's client shows when an interaction failed."""
    if isinstance(failure, NotAcknowledged):
        return _NO_ANSWER
    return f"Flightplan's answer was refused: {failure}"


def _channel_name(channel: Channel) -> str:
    return "directmessage" if channel.is_direct else channel.name
