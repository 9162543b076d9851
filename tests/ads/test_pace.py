import pytest

from ads.booking import Patience, patiently
from ads.pace import Pace
from media.booking import Booked
from media.errors import TransientError


class Time:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_goes_at_once_and_then_the_rate_holds() -> None:
    time = Time()
    pace = Pace(rate=10, burst=3, clock=time)
    waits = [pace.reserve() for _ in range(5)]
    assert [round(wait, 3) for wait in waits] == [0, 0, 0, 0.1, 0.2]


def test_rest_fills_the_bucket_again_but_not_beyond_the_burst() -> None:
    time = Time()
    pace = Pace(rate=10, burst=3, clock=time)
    for _ in range(3):
        pace.reserve()
    time.now = 100.0
    assert [pace.reserve() > 0 for _ in range(4)] == [False, False, False, True]


def test_patience_grows_up_to_a_limit_and_heeds_the_seller() -> None:
    patience = Patience(first_delay=1, longest_delay=8)
    delays = [patience.delay(attempt, None) for attempt in range(10)]
    assert all(0.5 * min(8, 2**n) <= delay <= min(8, 2**n) for n, delay in enumerate(delays))
    assert patience.delay(0, 60.0) == 60.0


@pytest.mark.parametrize(("asked", "calls"), [(None, 1), (0.001, 4)], ids=["silence", "busy"])
async def test_a_seller_that_says_nothing_is_not_waited_for_as_one_that_asks_to_wait(
    asked: float | None, calls: int
) -> None:
    made: list[int] = []

    async def work() -> Booked:
        made.append(len(made))
        raise TransientError("No answer.", "Look.", retry_after=asked)

    patience = Patience(attempts=4, first_delay=0.001, in_silence=-1.0)
    with pytest.raises(TransientError):
        await patiently(work, patience)
    assert len(made) == calls
