"""What Spotify's own forecast says about a line, and what it warns of."""

from __future__ import annotations

from collections.abc import Iterator

from ads.booking import problem_of
from ads.money import price
from ads.spotify.answers import EstimateAnswer
from media.booking import Estimate, OrderLine, Problem
from media.errors import CorrectableError


def estimated(line: OrderLine, answer: EstimateAnswer | CorrectableError) -> Estimate | None:
    """The forecast over the whole flight; None when Spotify has none."""
    if isinstance(answer, CorrectableError) or not answer.audience_forecast:
        return None
    whole = answer.audience_forecast[-1]
    for forecast in answer.audience_forecast:
        if forecast.forecast_type == "LIFETIME":
            whole = forecast
    return Estimate(
        line=line.line,
        impressions=(whole.estimated_impressions_min, whole.estimated_impressions_max),
        reach=(whole.estimated_reach_min, whole.estimated_reach_max),
        cpm=(whole.estimated_cpm_min, whole.estimated_cpm_max),
        delivers_budget=answer.likely_to_deliver_budget,
    )


def warnings(
    line: OrderLine, currency: str, answer: EstimateAnswer | CorrectableError
) -> Iterator[Problem]:
    """A refused estimate is an error; low bids and budgets that will not be spent are warnings."""
    if isinstance(answer, CorrectableError):
        yield problem_of(answer, line.line)
        return
    lowest = answer.bid_suggestion.bid_estimate_min
    if lowest is not None and price(line.cpm, currency) < lowest:
        yield Problem(
            line=line.line,
            message="The plan's CPM is below what wins this audience at Spotify now.",
            remedy="Expect slow delivery, or ask for a plan with a higher CPM.",
            severity="warning",
        )
    elif not answer.likely_to_deliver_budget:
        yield Problem(
            line=line.line,
            message="Spotify does not expect to spend the whole budget.",
            remedy="Widen the audience, run longer, or give the line less.",
            severity="warning",
        )
