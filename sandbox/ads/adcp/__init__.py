"""Local AdCP sellers over MCP: one sells guaranteed products, one runs an exchange.

Written from the Ad Context Protocol 3; it knows nothing of the client that calls it.
"""
