"""A Slack workspace on your own machine: Web API, Socket Mode, signed HTTP events and a page to look at.

`SlackWorkspace.start(...)` is the way in; it serves the API for a Bolt app and the page for a person
on one port. `Faults` are the switches with which a test makes Slack misbehave, `Rates` says which
rate limits apply, and `people` names the cast (Rita, Ana, Otto, Adam ...) and the channels. Import
these from here or from `sandbox.slack.people`; everything else is internal.
"""

from sandbox.slack.faults import Faults
from sandbox.slack.server import SlackWorkspace

__all__ = ["Faults", "SlackWorkspace"]
