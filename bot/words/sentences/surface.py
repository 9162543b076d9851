"""What the bot itself says: clashes kept with a turn, shared channels, failures."""

from __future__ import annotations

from bot.words import names
from bot.words.values import Values


def _infeasible(v: Values) -> str:
    return v.words.t("These rules cannot all hold:")


def _silent(v: Values) -> str:
    return ""


def _shared(v: Values) -> str:
    return v.words.t(
        "This channel is shared with another company, so I show no plans or prices here. Write to "
        "me in a channel of your own or in a direct message."
    )


def _outsider(v: Values) -> str:
    return v.words.t("I work only for members of this workspace.")


def _stopped(v: Values) -> str:
    return v.words.t("Stopped. Nothing was changed.")


def _failed(v: Values) -> str:
    return v.words.t(
        "Something went wrong on my side. Please send it again; if it happens again, tell an admin "
        "this number: {id}.",
        id=v.text("id"),
    )


def _files_unread(v: Values) -> str:
    return v.words.t("I do not read files: only the words of your message count.")


def _edited(v: Values) -> str:
    return v.words.t(
        "I go by what you first wrote. Write in this thread what is to change; in a channel, "
        "mention me."
    )


def _too_late(v: Values) -> str:
    return v.words.t("That took too long. Please press the button again.")


def _put_off(v: Values) -> str:
    return v.words.t(
        "My database does not answer at the moment. I will answer you as soon as it does; there is "
        "no need to write again."
    )


def _storage_away(v: Values) -> str:
    return v.words.t("My database does not answer at the moment. Please try again in a minute.")


def _outdated(v: Values) -> str:
    return v.words.t(
        "An earlier version of me showed this, so nothing has happened. Use the newest card, or "
        "open the form again."
    )


def _copied(v: Values) -> str:
    return v.words.t("This is a copy. Its buttons work in the thread of the plan only.")


def _chose(v: Values) -> str:
    name = names.priority_name(v.text("name"), v.words)
    return v.words.t("Here is the plan that favours {name}.", name=name)


SENTENCES = {
    "infeasible": _infeasible,
    "history_rows": _silent,
    "shared_channel": _shared,
    "outsider": _outsider,
    "stopped": _stopped,
    "failed": _failed,
    "edited": _edited,
    "too_late": _too_late,
    "put_off": _put_off,
    "storage_away": _storage_away,
    "outdated": _outdated,
    "copied": _copied,
    "files_unread": _files_unread,
    "chose_alternative": _chose,
}
