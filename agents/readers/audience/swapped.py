"""Topics that take the place of an interest: "travel instead of cooking", "Reisen statt Kochen"."""

from __future__ import annotations

from agents.readers.audience.interests import bare_topics
from agents.readers.findings.traits import Trait
from agents.readers.text.exchanges import Exchanges
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit
from media.brief import Brief


def read_swapped(message: Message, brief: Brief) -> list[Trait]:
    """Both topics of each exchange whose old one is an interest of the Brief, as they are said."""
    standing = {*brief.audience.interests}
    pairs = Exchanges(message, brief).pairs(bare_topics(message)) if standing else []
    hits = [hit for old, new in pairs if standing & {*_topics(old)} for hit in (old, new)]
    hits.sort(key=lambda hit: hit.first)
    for hit in hits:
        message.claim(hit.first, hit.last)
    return [Trait("interests", t, h.first, h.last, "") for h in hits for t in _topics(h)]


def _topics(hit: Hit[str]) -> list[str]:
    return [topic.replace("_", " ") for topic in hit.entry.split()]
