"""The Ad Context Protocol 3 over MCP: guaranteed products, and an exchange with floors and bids.

`AdcpSeller` is the Ads API for the registry; `Connection` says where the seller is. The models
are our own: the protocol's SDK takes half a minute to import.
"""

from ads.adcp.seller import AdcpSeller
from ads.adcp.session import Connection

__all__ = ["AdcpSeller", "Connection"]
