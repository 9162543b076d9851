"""Ad categories: their codes, and who may be reached with them."""

from __future__ import annotations

import pytest

from media.errors import InvalidInput
from media.policies.categories import (
    category_name,
    check_code,
    contradicts,
    is_restricted,
    minimum_age,
)


def test_a_code_names_its_parent() -> None:
    assert category_name("ADV_6_44") == "Clothing and Fashion"


@pytest.mark.parametrize("wrong", ["", "shoes", "ADV_6", "ADV_99_1", "adv_6_44", "ADV_6_44x"])
def test_other_words_are_no_codes(wrong: str) -> None:
    with pytest.raises(InvalidInput, match="is not an ad category"):
        check_code(wrong)


def test_alcohol_and_gambling_are_for_adults() -> None:
    assert minimum_age("ADV_15_139") == minimum_age("ADV_16_1") == 18
    assert minimum_age("ADV_6_44") is None
    assert is_restricted("ADV_25_1")
    assert not is_restricted("ADV_6_44")


def test_a_regulated_brief_is_not_booked_under_another_category() -> None:
    assert contradicts("ADV_6_44", "alcohol")
    assert not contradicts("ADV_15_139", "alcohol")
    assert not contradicts("ADV_6_44", None)
