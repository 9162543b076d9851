"""The outside world on your own machine: a Slack workspace, an Ads API, a Gemini endpoint, a market.

Each sub-package is a real server (or a generator of data) that speaks the other side's protocol
and enforces its rules, so that what works here can work there. It imports nothing of Flightplan but
`media`: a mistake in one of our clients cannot cancel out against the same mistake in its server.
Only the command line's `demo` and the tests import this package.
"""  # noqa: E501
