"""Single words of money and of percentages that readers of other things look for."""

from __future__ import annotations

from agents.readers.text.phrases import folded

BUDGETS = folded("money", "budget")
"""What a budget is called, in one word."""
PERCENTS = folded("guards", "percents")
"""The sign and the words for per cent."""
SIGNS = frozenset("$€£¥₹")
"""Signs of currencies."""
PAID = SIGNS | frozenset(("k", "m", "mio", "mil", "tsd", "eur", "usd", "gbp"))
"""What stands right behind a number that is money: no day, week or age."""
