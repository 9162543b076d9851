"""The decision engine: plan a Brief, approve, reserve, book, import, refit, answer about history.

The one room where storage, ads and optimizer meet, and the one address that every surface calls.
Outside, use `Desk` and the data that it returns; durable work stands behind `desk.durable`.
"""
