"""A Gemini endpoint on your own machine: generateContent with scripted replies, delays and faults.

`GeminiSandbox.start()` runs it; `script()` says how it answers, with a `Reply` or a fault by name
(`FAULTS`); `asked` holds what it was asked. Unscripted calls get an empty answer that fits their
schema. `invented` makes up an answer for a schema. From outside import only these names.
"""

from sandbox.gemini.inventions import empty, invented
from sandbox.gemini.requests import Asked
from sandbox.gemini.sandbox import GeminiSandbox
from sandbox.gemini.script import FAULTS, Fault, Reply

__all__ = ["FAULTS", "Asked", "Fault", "GeminiSandbox", "Reply", "empty", "invented"]
