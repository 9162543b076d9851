"""Spoken short forms of "to" lead to a new target as the written word does."""

import pytest

from tests.agents.readers.described import described


@pytest.mark.parametrize("edit", ["então baixa o VTR pra 55%", "VTR pra 55%", "VTR para 55%"])
def test_a_target_moves_to_a_figure(edit: str) -> None:
    assert "VTR >= 0.55" in described("Nike Brasil Q1 50k vídeo VTR 70%", edit)
