"""Ways to begin, which an empty conversation offers."""

from __future__ import annotations

from bot.words import Words


def prompts(language: str) -> list[dict[str, str]]:
    """Slack's suggested prompts (at most four): what is shown, and the message that it sends."""
    t = Words(language).t
    offered = {
        t("Plan a campaign"): t("R$ 250k to reach 18-34 runners in Brazil in Q1, mostly audio"),
        t("Split over countries"): t(
            "80k EUR across Spain and Portugal next month, at least 30% podcast"
        ),
        t("Ask about the past"): t("What CPM did we pay in Brazil last year?"),
        t("What can you do?"): t("What can you do, and what do you need from me?"),
    }
    return [{"title": title, "message": message} for title, message in offered.items()]
