"""The page in the browser: its assets, and its own small API under /_workspace beside Slack's."""

from sandbox.slack.page.routes import page_routes

__all__ = ["page_routes"]
