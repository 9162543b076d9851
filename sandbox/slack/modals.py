"""Modals, up to three on top of each other for each person, and Home tabs."""

from __future__ import annotations

from sandbox.slack.core import Core
from sandbox.slack.errors import SlackError
from sandbox.slack.ids import new_id
from sandbox.slack.people import APP_ID, BOT_ID, TEAM_ID
from sandbox.slack.posting import with_block_ids
from sandbox.slack.validation import limits
from sandbox.slack.validation.check import check_view
from sandbox.slack.wire import Payload, digest


class Modals:
    """Who has which modals open; Home tabs are kept in the store."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._stacks: dict[str, list[Payload]] = {}

    def stack(self, user_id: str) -> list[Payload]:
        """The person's open modals, the visible one last."""
        return self._stacks.setdefault(user_id, [])

    def open(self, user_id: str, view: object) -> Payload:
        """Opens a modal; whatever was open before goes away."""
        opened = self._dress(check_view(view, "modal"))
        self._refuse_known_external_id(opened)
        self._stacks[user_id] = [opened]
        self._show(user_id)
        return opened

    def push(self, user_id: str, view: object) -> Payload:
        """Puts a modal on top of the open one; raises `push_limit_reached` over three."""
        stack = self.stack(user_id)
        if len(stack) >= limits.VIEW_STACK:
            raise SlackError("push_limit_reached")
        pushed = self._dress(check_view(view, "modal"))
        if stack:
            pushed |= {"root_view_id": stack[0]["id"], "previous_view_id": stack[-1]["id"]}
        stack.append(pushed)
        self._show(user_id)
        return pushed

    def update(self, found: Payload, view: object, expected_hash: str | None) -> Payload:
        """The open modal with new content; raises `hash_conflict` when it changed meanwhile."""
        if expected_hash and expected_hash != found["hash"]:
            raise SlackError("hash_conflict")
        user_id = self._owner(found["id"])
        updated = self._dress(check_view(view, "modal"))
        updated |= {key: found[key] for key in ("id", "root_view_id", "previous_view_id")}
        stack = self.stack(user_id)
        stack[stack.index(found)] = updated
        self._show(user_id)
        return updated

    def publish(self, user_id: str, view: object, expected_hash: str | None) -> Payload:
        """Makes the view the person's Home tab."""
        before = self._core.store.home(user_id)
        if expected_hash and before and expected_hash != before["hash"]:
            raise SlackError("hash_conflict")
        home = self._dress(check_view(view, "home"))
        if before:
            home["id"] = home["root_view_id"] = before["id"]
        self._core.store.put_home(user_id, home)
        self._core.feed.publish("home", (user_id,), view=home)
        return home

    def find(self, view_id: str | None, external_id: str | None) -> Payload:
        """The open modal of that id; raises `not_found`."""
        for stack in self._stacks.values():
            for view in stack:
                if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                    return view
        raise SlackError("not_found")

    def close(self, user_id: str, view_id: str) -> None:
        """Closes one modal; the one underneath shows again."""
        self._stacks[user_id] = [each for each in self.stack(user_id) if each["id"] != view_id]
        self._show(user_id)

    def clear(self, user_id: str) -> None:
        """Closes all of a person's modals."""
        self._stacks[user_id] = []
        self._show(user_id)

    def _owner(self, view_id: str) -> str:
        return next(
            user_id
            for user_id, stack in self._stacks.items()
            if any(each["id"] == view_id for each in stack)
        )

    def _show(self, user_id: str) -> None:
        self._core.feed.publish("modals", (user_id,), stack=self.stack(user_id))

    def _refuse_known_external_id(self, view: Payload) -> None:
        external_id = view["external_id"]
        if external_id and any(
            each["external_id"] == external_id for stack in self._stacks.values() for each in stack
        ):
            raise SlackError("duplicate_external_id")

    def _dress(self, view: Payload) -> Payload:
        view_id = new_id("V")
        defaults = {
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "title": None,
            "submit": None,
            "close": None,
            "clear_on_close": False,
            "notify_on_close": False,
        }
        blocks = with_block_ids(_with_action_ids(view["blocks"]))
        dressed = {
            **defaults,
            **view,
            "blocks": blocks,
            "id": view_id,
            "team_id": TEAM_ID,
            "app_id": APP_ID,
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
            "root_view_id": view_id,
            "previous_view_id": None,
            "state": {"values": {}},
        }
        return {**dressed, "hash": f"{self._core.clock.next()}.{digest(blocks)[:8]}"}


def _with_action_ids(blocks: list[Payload]) -> list[Payload]:
    return [_with_action_id(each) if each["type"] == "input" else each for each in blocks]


def _with_action_id(block: Payload) -> Payload:
    element = block["element"]
    return {**block, "element": {"action_id": new_id("a", 5), **element}}
