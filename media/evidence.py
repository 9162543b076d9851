"""Evidence: the exact words of the conversation that a value of the Brief comes from."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Evidence(BaseModel):
    """`text` stands at [start, end) of message number `message`, in code points, unescaped."""

    model_config = ConfigDict(frozen=True)

    message: int
    start: int
    end: int
    text: str

    def stands_in(self, messages: list[str]) -> bool:
        """Whether the words are really there."""
        if not 0 <= self.message < len(messages):
            return False
        return messages[self.message][self.start : self.end] == self.text != ""
