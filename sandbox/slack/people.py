"""The cast and the rooms of the workspace: who is who, which channels there are, who sits where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sandbox.slack.wire import Payload, without_none

TEAM_ID = "T0FLIGHTHQ"
TEAM_NAME = "Sound & Reach"
TEAM_DOMAIN = "sound-and-reach"
PARTNER_TEAM_ID = "T0PARTNERS"
APP_ID = "A0FLIGHTPLN"
BOT_ID = "B0FLIGHTPLN"
BOT_USER_ID = "U0FLIGHTPLN"
SLACKBOT_ID = "USLACKBOT"

Role = Literal["rep", "approver", "admin", "outsider", "partner", "bot"]


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace, a guest, or somebody from the other side of a shared channel."""

    id: str
    handle: str
    name: str
    title: str
    role: Role
    team_id: str = TEAM_ID
    is_admin: bool = False
    is_guest: bool = False
    locale: str = "en-US"

    @property
    def email(self) -> str:
        """The address under which `users.lookupByEmail` finds this person."""
        domain = "agency.example" if self.is_stranger else "sound-and-reach.example"
        return f"{self.handle}@{domain}"

    @property
    def is_stranger(self) -> bool:
        """Whether this person belongs to another workspace (Slack Connect)."""
        return self.team_id != TEAM_ID

    def as_user(self, *, with_email: bool, with_locale: bool) -> Payload:
        """Slack's user object; the e-mail address only with the scope users:read.email, the locale
        only when it was asked for.
        """
        flags = {"is_stranger": True} if self.is_stranger else {}
        asked = {"locale": self.locale} if with_locale else {}
        return (
            flags
            | asked
            | {
                "id": self.id,
                "team_id": self.team_id,
                "name": self.handle,
                "real_name": self.name,
                "deleted": False,
                "tz": "America/Sao_Paulo",
                "tz_label": "Brasilia Standard Time",
                "tz_offset": -10800,
                "profile": self._profile(with_email),
                "is_admin": self.is_admin,
                "is_owner": False,
                "is_primary_owner": False,
                "is_restricted": self.is_guest,
                "is_ultra_restricted": False,
                "is_bot": self.role == "bot",
                "is_app_user": False,
                "updated": 1_760_000_000,
            }
        )

    def _profile(self, with_email: bool) -> Payload:
        return without_none(
            real_name=self.name,
            real_name_normalized=self.name,
            display_name=self.name.split()[0],
            title=self.title,
            team=self.team_id,
            email=self.email if with_email and self.role != "bot" else None,
            bot_id=BOT_ID if self.role == "bot" else None,
            api_app_id=APP_ID if self.role == "bot" else None,
        )


@dataclass(frozen=True, slots=True)
class Room:
    """A channel as the workspace is first set up."""

    id: str
    name: str
    topic: str
    members: tuple[str, ...]
    is_shared: bool = False


RITA = Person("U0RITASALES", "rita", "Rita Moreira", "Sales representative", "rep")
ANA = Person("U0ANAAPPROV", "ana", "Ana Duarte", "Head of sales, approver", "approver")
ADAM = Person("U0ADAMADMIN", "adam", "Adam Becker", "Workspace admin", "admin", is_admin=True)
OTTO = Person("U0OTTOGUEST", "otto", "Otto Lang", "Guest from an agency", "outsider", is_guest=True)
PETRA = Person(
    "U0PETRACONN", "petra", "Petra Novak", "Buyer at a partner", "partner", PARTNER_TEAM_ID
)
PEOPLE = (RITA, ANA, ADAM, OTTO, PETRA)

_STAFF = (RITA.id, ANA.id, ADAM.id)

BRAZIL_SALES = Room(
    "C0BRAZILSAL", "brazil-sales", "Briefs and plans for Brazil", (*_STAFF, OTTO.id, BOT_USER_ID)
)
GENERAL = Room("C0GENERAL00", "general", "Everybody", (*_STAFF, OTTO.id, BOT_USER_ID))
RANDOM = Room("C0RANDOM000", "random", "Flightplan is not a member here", _STAFF)
AGENCY_SHARED = Room(
    "C0AGENCYSHR",
    "agency-shared",
    "Shared with a partner through Slack Connect",
    (*_STAFF, PETRA.id, BOT_USER_ID),
    is_shared=True,
)
ROOMS = (BRAZIL_SALES, GENERAL, RANDOM, AGENCY_SHARED)


LOCALES = {
    "en-US": "English",
    "de-DE": "Deutsch",
    "es-LA": "Español",
    "pt-BR": "Português (Brasil)",
    "fr-FR": "Français",
}
"""Languages that a person may read Slack in, as Slack calls them."""


def direct_channel_id(user_id: str) -> str:
    """The id of a person's direct conversation with the app."""
    return "D" + user_id[1:]


def bot_user(name: str) -> Person:
    """The app's bot user, named as its manifest says."""
    return Person(BOT_USER_ID, name.lower(), name, "App", "bot")
