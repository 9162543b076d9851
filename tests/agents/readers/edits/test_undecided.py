"""What nobody has settled changes nothing, and the reply names it."""

import pytest

from agents.understanding import understand
from media.plan import Fact
from tests.agents.readers.described import TODAY, brief_of, described

FIRST = "Nike, UK, France and Spain, 300k EUR, March, audio and video"


@pytest.mark.parametrize(
    "edit",
    [
        "not sure about podcast yet",
        "podcast maybe, let's see",
        "still discussing Italy",
        "we might add Germany later",
        "not sure if 320k or 350k",
        "vielleicht Podcast",
        "Italien ist noch offen",
        "no estoy seguro de podcast todavía",
        "talvez podcast",
        "pas sûr pour le podcast",
        "non sono sicuro sui podcast",
        "nog niet zeker over podcast",
        "inte säker på podcast än",
    ],
)
def test_what_is_undecided_changes_nothing(edit: str) -> None:
    assert described(FIRST, edit) == described(FIRST)
    assert [d.code for d in _decisions(edit)] == ["left_open"]


@pytest.mark.parametrize(
    "edit",
    [
        "if they approve, add 20k",
        "drop Spain if it's too expensive",
        "falls Podcast zu teuer ist, raus damit",
        "si Francia es muy cara, quítala",
        "se a França for cara, tira",
        "si l'Espagne est trop chère, enlève-la",
        "se la Francia è troppo cara, toglila",
        "als Spanje te duur is, haal het eruit",
        "om Spanien är för dyrt, ta bort det",
    ],
)
def test_a_condition_that_the_plan_cannot_know_changes_nothing(edit: str) -> None:
    assert described(FIRST, edit) == described(FIRST)
    assert [d.code for d in _decisions(edit)] == ["left_open"]


@pytest.mark.parametrize(
    "edit", ["if podcast is possible, add it", "wenn möglich Podcast dazu", "maybe add podcast"]
)
def test_what_is_asked_for_if_possible_is_asked_for(edit: str) -> None:
    assert brief_of(FIRST, edit).formats.include == ("audio", "podcast", "video")


def test_only_the_undecided_part_of_a_message_waits() -> None:
    for edit in ("add display and maybe podcast", "undecided on podcast, but add display"):
        assert brief_of(FIRST, edit).formats.include == ("audio", "display", "video")


def test_let_us_see_opens_a_brief_without_a_doubt() -> None:
    assert described("let's see, Nike, UK, 300k EUR, audio").startswith("300000 EUR; GB")


def _decisions(edit: str) -> tuple[Fact, ...]:
    return understand([FIRST, edit], TODAY)[-1][0].decisions


@pytest.mark.parametrize(
    "edit",
    [
        "they may add Germany later",
        "Germany could join at a later stage",
        "they could add 20k later on",
        "eventuell kommt später noch Österreich dazu",
        "Österreich könnte später dazukommen",
        "puede que más adelante sumen Colombia",
        "a lo mejor después metemos podcast",
        "pode ser que mais pra frente entrem com a Colômbia",
        "il se peut qu'ils ajoutent la Suisse plus tard",
        "ils ajouteront peut-être la Suisse plus tard",
        "può darsi che più avanti aggiungano la Germania",
        "het kan zijn dat ze later Duitsland toevoegen",
        "det kan hända att de lägger till Finland senare",
    ],
)
def test_what_may_come_later_waits_in_a_first_brief_too(edit: str) -> None:
    assert described(FIRST, edit) == described(FIRST)
    assert described(f"{FIRST}. {edit}") == described(FIRST)


@pytest.mark.parametrize("edit", ["we could start a week later", "shift it a week later please"])
def test_a_later_start_is_no_doubt(edit: str) -> None:
    assert "2027-03-08" in described(FIRST, edit)
