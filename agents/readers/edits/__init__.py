"""What a message does to a Brief that stands, or asks of it: swaps, steps back, questions."""
