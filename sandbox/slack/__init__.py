"""A Slack workspace on your own machine: Web API, Socket Mode, signed HTTP events, and a page.

`SlackWorkspace.start(...)` is the way in; it serves the API for a Bolt app and the page for a
person on one port. `Faults` are the switches with which a test makes Slack misbehave, and
`sandbox.slack.people` names the cast (Rita, Ana, Otto, Adam, Petra) and the channels. Import these
from outside; everything else is internal.
"""

from sandbox.slack.faults import Faults
from sandbox.slack.server import SlackWorkspace

__all__ = ["Faults", "SlackWorkspace"]
