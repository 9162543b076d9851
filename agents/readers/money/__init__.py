"""Which amounts are the budget, what they are parts of, and how they change what stands."""
