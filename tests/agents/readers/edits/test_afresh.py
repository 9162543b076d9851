"""Starting over: what was said before is put aside, and one step back brings it again."""

import pytest

from agents.understanding import understand
from tests.agents.readers.described import TODAY, brief_of, described

NIKE = "Nike, Germany, 50k EUR, January"
ADIDAS = "adidas, France, 80k EUR, March"


@pytest.mark.parametrize(
    "words",
    [
        "start over: ",
        "ok, scrap everything. ",
        "let's start from scratch with ",
        "actually let's just start over\n",
        "sorry, new brief: ",
        "here's a new brief for ",
        "vergiss alles. ",
        "lass uns nochmal von vorne anfangen: ",
        "neues Briefing: ",
        "empecemos de cero: ",
        "borra todo y ",
        "nuevo brief para ",
        "vamos começar do zero: ",
        "novo briefing: ",
        "on repart de zéro : ",
        "nouveau brief pour ",
        "ricominciamo da capo, ",
        "we beginnen opnieuw: ",
        "nieuwe briefing voor ",
        "vi börjar om: ",
    ],
)
def test_what_follows_is_all_there_is(words: str) -> None:
    assert described(NIKE, words + ADIDAS) == described(ADIDAS)


@pytest.mark.parametrize(
    "words",
    ["start over", "can we start over please?", "nochmal von vorn", "de cero", "forget it all"],
)
def test_alone_it_leaves_nothing_and_asks(words: str) -> None:
    assert described(NIKE, words) == ""
    assert described(NIKE, words, ADIDAS) == described(ADIDAS)


@pytest.mark.parametrize(
    "words",
    [
        "we start over Christmas",
        "don't start over, it's fine",
        "no need to start from scratch",
        "what happens if we start over?",
        "the new brief from the client isn't here yet",
        "restart in March is not possible",
        "do we have to start over?",
        "wir müssen nicht von vorn anfangen",
    ],
)
def test_other_words_put_nothing_aside(words: str) -> None:
    assert brief_of(NIKE, words).advertiser == "Nike"


def test_a_first_message_puts_nothing_aside() -> None:
    ((reading, brief),) = understand([f"new brief: {ADIDAS}"], TODAY)
    assert not reading.afresh
    assert brief.advertiser == "adidas"


def test_one_step_back_brings_the_former_brief_again() -> None:
    assert described(NIKE, f"start over: {ADIDAS}", "undo") == described(NIKE)
    assert described(NIKE, "start over", ADIDAS, "undo") == described(NIKE)
