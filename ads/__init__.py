"""Ads APIs behind one protocol: look-ups, estimates, booking, delivery reports.

`protocol.AdsApi` is what every Ads API can do, `registry.Registry` says which lines of a plan go
to which of them, `booking.book` takes an order through its steps. `spotify` speaks the Spotify
Ads API v3 (auction and reserved), `adcp` speaks the Ad Context Protocol to guaranteed and
non-guaranteed sellers. Outside this package only those four names are imported.
"""
