"""A local Spotify Ads API v3: sign-in, look-ups, estimates, drafts, campaigns, reports.

Written from the API's description and from what is known of its rules; it knows nothing of the
client that calls it.
"""
