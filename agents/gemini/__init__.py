"""Gemini for words that no reader explains: asked at most once a message, believed only on proof.

`GeminiReader.explain` is what the orchestrator calls: it asks the specialists whose subject the
words could be, in one parallel round inside the deadline, and lets `accept` judge what they claim.
A model that is slow, broken, out of budget or lying leaves the embedded reading as it is. From
outside: the names below. The library behind `Gemini` is imported on the first question.
"""

from agents.gemini.accept import Turn
from agents.gemini.client import Answer, Gemini, GeminiSettings, Prompt
from agents.gemini.explain import GeminiReader
from agents.gemini.lookups import LookUps
from agents.gemini.ports import Books
from agents.gemini.verdict import Disagreement, Rejected, Suggestion, Verdict

__all__ = [
    "Answer",
    "Books",
    "Disagreement",
    "Gemini",
    "GeminiReader",
    "GeminiSettings",
    "LookUps",
    "Prompt",
    "Rejected",
    "Suggestion",
    "Turn",
    "Verdict",
]
