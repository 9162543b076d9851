"""Names for people of the closed words, places and slots; no raw code is shown to anybody."""

from __future__ import annotations

from collections.abc import Mapping

from bot.words.catalog import Words
from bot.words.numbers import locale
from media.booking import WaitingFor
from media.words import times_of


def format_name(code: str, words: Words) -> str:
    """An ad format."""
    return _formats(words).get(code, code)


def channel_name(code: str, words: Words) -> str:
    """A buying channel."""
    return _channels(words).get(code, code)


def any_name(code: str, words: Words) -> str:
    """The name of a code that may be a format, a channel or a place."""
    known = {**_formats(words), **_channels(words)}
    return known.get(code) or place_name(code, words)


def _formats(words: Words) -> Mapping[str, str]:
    return {
        "audio": words.t("audio"),
        "video": words.t("video"),
        "podcast": words.t("podcast"),
        "display": words.t("display"),
    }


def _channels(words: Words) -> Mapping[str, str]:
    return {
        "direct": words.t("direct"),
        "self_serve": words.t("self-serve"),
        "programmatic": words.t("programmatic"),
    }


def country_name(code: str, words: Words) -> str:
    """A country, by its ISO 3166 code."""
    return str(locale(words.language).territories.get(code, code))


def place_name(place: str, words: Words) -> str:
    """A country, a region ("BR-SP" reads "SP, Brazil") or a city."""
    country, _, region = place.partition("-")
    if len(country) == 2 and country.isupper():
        name = country_name(country, words)
        return f"{region}, {name}" if region else name
    return place


def cell_name(place: str, form: str, channel: str, words: Words) -> str:
    """What a line is about: "audio in Brazil (direct)"."""
    return words.t(
        "{format} in {place} ({channel})",
        format=format_name(form, words),
        place=place_name(place, words),
        channel=channel_name(channel, words),
    )


def capital(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def objective_name(code: str, words: Words) -> str:
    """An objective of the Ads APIs."""
    names = {
        "REACH": words.t("reach"),
        "EVEN_IMPRESSION_DELIVERY": words.t("even delivery"),
        "CLICKS": words.t("clicks"),
        "VIDEO_VIEWS": words.t("video views"),
        "CONVERSIONS": words.t("conversions"),
        "LEAD_GEN": words.t("leads"),
        "PODCAST_STREAMS": words.t("podcast streams"),
        "APP_INSTALLS": words.t("app installs"),
        "WEBSITE_VISITS": words.t("website visits"),
    }
    return names.get(code, code)


def metric_name(code: str, words: Words) -> str:
    """A metric as a label."""
    if times_of(code) > 1:
        return words.t("reach {k}+", k=times_of(code))
    names = {
        "CPM": words.t("CPM"),
        "CPC": words.t("cost per click"),
        "CPA": words.t("cost per conversion"),
        "CPCV": words.t("cost per completed view"),
        "CTR": words.t("click rate"),
        "VTR": words.t("completion rate"),
        "REACH": words.t("reach"),
        "FREQUENCY": words.t("frequency"),
        "IMPRESSIONS": words.t("impressions"),
        "CLICKS": words.t("clicks"),
        "COMPLETIONS": words.t("completed views"),
        "CONVERSIONS": words.t("conversions"),
        "DELIVERY": words.t("delivery rate"),
    }
    return names.get(code, code)


def counted_name(metric: str, words: Words) -> str:
    """What a goal counts, in the plural: "people", "clicks"."""
    if times_of(metric) > 1:
        return words.t("people reached {k}+ times", k=times_of(metric))
    names = {
        "REACH": words.t("people"),
        "IMPRESSIONS": words.t("impressions"),
        "CLICKS": words.t("clicks"),
        "COMPLETIONS": words.t("completed views"),
        "CONVERSIONS": words.t("conversions"),
    }
    return names.get(metric, metric)


def priority_name(code: str, words: Words) -> str:
    """What a plan favours."""
    names = {
        "reach": words.t("reach"),
        "efficiency": words.t("efficiency"),
        "yield": words.t("sell-through"),
        "balanced": words.t("a balance of reach, efficiency and sell-through"),
    }
    return names.get(code, code)


def slot_name(code: str, words: Words) -> str:
    """A slot of the Brief, as something that is still needed or was chosen."""
    names = {
        "budget": words.t("a budget"),
        "geo": words.t("a country"),
        "flight": words.t("dates"),
        "objective": words.t("an objective"),
        "audience": words.t("an audience"),
        "priority": words.t("a priority"),
        "advertiser": words.t("an advertiser"),
    }
    return names.get(code, code)


def waiting(reason: WaitingFor, words: Words) -> str:
    """What a line that is booked, or sent, still waits for."""
    return {
        "ads": words.t("waits for its ads"),
        "review": words.t("waits for the seller's review"),
        "person": words.t("waits for a person at the seller"),
    }[reason]


def state_name(code: str, words: Words) -> str:
    """How a booking, or a line of it, stands."""
    names = {
        "queued": words.t("queued"),
        "booking": words.t("being booked"),
        "waiting": words.t("waiting for the seller"),
        "booked": words.t("booked"),
        "partial": words.t("partly booked"),
        "failed": words.t("not booked"),
        "undone": words.t("undone"),
        "live": words.t("live"),
        "intended": words.t("queued"),
        "sent": words.t("sent"),
        "confirmed": words.t("booked"),
        "rejected": words.t("refused"),
        "unknown": words.t("being checked"),
    }
    return names.get(code, code)


def request_name(code: str, words: Words) -> str:
    """How a request for approval stands."""
    names = {
        "open": words.t("waiting for approval"),
        "approved": words.t("approved"),
        "rejected": words.t("rejected"),
        "expired": words.t("expired"),
        "superseded": words.t("replaced by a newer version"),
    }
    return names.get(code, code)


def role_name(code: str, words: Words) -> str:
    """A role of a workspace."""
    names = {
        "rep": words.t("sales rep"),
        "approver": words.t("approver"),
        "admin": words.t("admin"),
    }
    return names.get(code, code)


def cap_name(per: str, words: Words) -> str:
    """The period of a frequency cap."""
    names = {
        "day": words.t("day"),
        "week": words.t("week"),
        "month": words.t("month"),
        "flight": words.t("flight"),
    }
    return names.get(per, per)


def topic_name(code: str, words: Words) -> str:
    """A topic that ads keep away from."""
    names = {
        "adult": words.t("adult content"),
        "alcohol": words.t("alcohol"),
        "crime": words.t("crime"),
        "disasters": words.t("disasters"),
        "drugs": words.t("drugs"),
        "gambling": words.t("gambling"),
        "hate_speech": words.t("hate speech"),
        "news": words.t("news"),
        "politics": words.t("politics"),
        "profanity": words.t("profanity"),
        "religion": words.t("religion"),
        "tobacco": words.t("tobacco"),
        "violence": words.t("violence"),
        "war": words.t("war"),
        "weapons": words.t("weapons"),
    }
    return names.get(code, code)
