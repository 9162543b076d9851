"""Which of several changes are needed together, and how far they go."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from optimizer.together import irreducible, least_multiples


def test_what_can_be_left_out_is_the_first_first() -> None:
    def enough(free: Sequence[str]) -> bool:
        return "c" in free and ("a" in free or "b" in free)

    assert irreducible("abcd", enough) == ("b", "c")
    assert irreducible("bacd", enough) == ("a", "c")


@pytest.mark.parametrize("least", [0.6, 1.0, 1.3, 40.0])
def test_the_least_multiple_is_met_within_a_tenth(least: float) -> None:
    found = least_multiples(2, lambda times: sum(times) >= 2 * least)
    assert found is not None
    assert found[0] == found[1]
    assert least <= found[0] <= 1.1 * least


def test_what_need_not_go_farther_than_its_least_does_not() -> None:
    found = least_multiples(3, lambda times: times[0] >= 1.0 and times[1] + times[2] >= 6.0)
    assert found is not None
    assert found[0] == 1.0
    assert found[1] == found[2] == pytest.approx(3.0, rel=0.1)


def test_what_no_multiple_mends_has_none() -> None:
    assert least_multiples(2, lambda times: False) is None
