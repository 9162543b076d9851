"""Files a customer brings: catalog, inventory, rates, campaign history.

A bad row is reported with its number and reason and does not stop the rest; the same file twice
changes nothing. Outside, use the `read_*` functions through `Desk`.
"""
