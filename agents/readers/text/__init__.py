"""The message: tokens, wordings, slips of the finger, who claims which words; the gazetteer."""
