"""Words for people: Facts become sentences, codes become names, numbers read as they do at home.

Texts are gettext messages with English as the key; `bot/locale` holds the translations, and a
language without one reads English. Outside, use `sentence`, `refusal`, `Words`, and the functions
of `bot.words.numbers`, `bot.words.names` and `bot.words.refusals`.
"""

from bot.words.catalog import Words
from bot.words.refusals import refusal
from bot.words.sentences import sentence

__all__ = ["Words", "refusal", "sentence"]
