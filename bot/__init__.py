"""The surfaces: the Slack app and the command line, and the settings they are started with.

`bot.app` builds the Bolt app, `bot.serving` runs it, `bot.cli` is the command `flightplan`.
Listeners stay thin: they check who clicks, call the desk, and show what `bot.cards` (pure
functions from plans to blocks) and `bot.words` (sentences in the reader's language) make of it.
"""
