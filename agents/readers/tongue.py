"""Which language a message is in: only for the language of the reply."""

from __future__ import annotations

from collections.abc import Sequence

from agents.readers.tokens import Token

_MARKERS = {
    "en": "the and no as per under at least by an client objective women men users for with need plan please we our in of is can you to want what why make it budget from not at this that their add drop more mostly only next week looking hi hey thanks make how did",  # noqa: E501
    "es": "el la los las para con necesito de en del y una un que por favor hola presupuesto plan campaña mujeres hombres solo sin quita agrega cambia gracias más años semana desde hasta como hacer millones marca nuestro queremos es al perdon mil cliente",  # noqa: E501
    "pt": "o a para com preciso de em do da e uma um que por favor olá oi verba plano campanha mulheres homens só sem tira coloca troca obrigado mais anos semana até desde como fazer milhões marca nosso queremos é ao dos nas pra desculpa muda bom dia reais mil não pelo pela num numa menos cada sobretudo você vocês isso essa esse tem são foi mais ainda pro pras pros dia verba mulher",  # noqa: E501
    "de": "der die das und für mit brauche wir bitte in im von bis plan kampagne budget frauen männer nur ohne kein keine auf ist zum zur ein eine nicht mehr jahre woche nächste danke hallo moin kunde zielgruppe warum mach den dem ab euro werbung sind",  # noqa: E501
    "fr": "le la les des pour avec besoin de en du et une un que svp bonjour budget plan campagne femmes hommes seulement sans enlève ajoute merci plus ans semaine jusqu'au à est au aux nous sur pas client pourquoi passe mois il faut je par c",  # noqa: E501
    "it": "il lo la i gli le per con serve di in del della e una un che grazie ciao buongiorno budget piano campagna donne uomini solo senza togli aggiungi più anni settimana fino dal al è ci nel nella cliente perché euro mila vorrei da dei abbiamo",  # noqa: E501
    "nl": "de het een en voor met nodig in van tot plan campagne budget vrouwen mannen alleen zonder geen graag bedankt hoi jaar week volgende op is we wij klant niet meer haal voeg waarom naar maak ik er aan bij uit wil",  # noqa: E501
    "sv": "och för med behöver i från till plan kampanj budget kvinnor män bara utan inga inte tack hej år vecka nästa på är vi en ett den det kund mer ta bort lägg varför som kan du av att åldern miljoner kronor kr",  # noqa: E501
}
_SETS = {language: frozenset(marks.split()) for language, marks in _MARKERS.items()}


def language_of(tokens: Sequence[Token], default: str = "en", least: int = 1) -> str:
    """The likeliest language; `default` when fewer than `least` words speak for any."""
    scores = dict.fromkeys(_SETS, 0)
    for token in tokens[:400]:
        if token.kind == "word" and (len(token.text) > 1 or token.text.islower()):
            word = token.text.lower()
            for language, marks in _SETS.items():
                scores[language] += word in marks
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] >= least else default
