"""The workspace as a running server, inside the caller's event loop."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn

from sandbox.serving import address_of, listen, serving
from sandbox.slack.app import build_app
from sandbox.slack.delivery import RETRY_DELAYS
from sandbox.slack.faults import Faults
from sandbox.slack.http_events import SignedHttp
from sandbox.slack.manifest import Manifest
from sandbox.slack.socket_mode import SocketMode
from sandbox.slack.workspace import Workspace


class SlackWorkspace:
    """A Slack workspace on this machine.

    Usage::

        async with SlackWorkspace.start(manifest=Path("manifests/slack.yaml")) as slack:
            app = AsyncApp(token=slack.bot_token, client=AsyncWebClient(base_url=slack.api_url))
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._http: SignedHttp | None = None

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        *,
        manifest: Path,
        state_dir: Path | None = None,
        port: int = 0,
        host: str = "127.0.0.1",
        rate_limits: bool = True,
        retry_delays: Sequence[float] = RETRY_DELAYS,
    ) -> AsyncIterator[SlackWorkspace]:
        """Serves until the context ends.

        `port` 0 takes any free one; `state_dir` None forgets everything at the end; `retry_delays`
        are the seconds before each redelivery of an event that was not acknowledged. Raises
        ManifestError for a manifest that Slack would refuse and NotReady for a taken port.
        """
        workspace = Workspace(
            Manifest.read(manifest), state_dir, rate_limits=rate_limits, retry_delays=retry_delays
        )
        running = cls(workspace)
        try:
            async with _served(workspace, host, port):
                yield running
        finally:
            await running._close()

    @property
    def base_url(self) -> str:
        """Where the page is, without a slash at the end."""
        return self.workspace.core.base_url

    @property
    def api_url(self) -> str:
        """What belongs into SLACK_API_URL, with the slash at the end."""
        return f"{self.base_url}/api/"

    @property
    def bot_token(self) -> str:
        """The bot token (xoxb-)."""
        return self.workspace.core.credentials.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode (xapp-)."""
        return self.workspace.core.credentials.app_token

    @property
    def signing_secret(self) -> str:
        """The secret that signs HTTP deliveries."""
        return self.workspace.core.credentials.signing_secret

    @property
    def client_id(self) -> str:
        """The OAuth client id."""
        return self.workspace.core.credentials.client_id

    @property
    def client_secret(self) -> str:
        """The OAuth client secret."""
        return self.workspace.core.credentials.client_secret

    @property
    def faults(self) -> Faults:
        """The switches with which Slack misbehaves."""
        return self.workspace.core.faults

    @property
    def sockets(self) -> SocketMode:
        """The app's Socket Mode connections: wait for them, count them, end them."""
        return self.workspace.sockets

    async def use_request_url(self, url: str) -> None:
        """Delivers by signed HTTP from now on; raises SlackError when the URL fails its check."""
        http = SignedHttp(url, self.signing_secret)
        try:
            await http.verify(self.workspace.core.credentials.verification_token)
        except BaseException:
            await http.close()
            raise
        await self._close_http()
        self._http = self.workspace.dispatcher.transport = http

    async def idle(self) -> None:
        """Returns when every event has been delivered or given up."""
        await self.workspace.dispatcher.idle()

    async def _close(self) -> None:
        await self.workspace.dispatcher.close()
        await self._close_http()
        self.workspace.core.store.close()

    async def _close_http(self) -> None:
        if self._http is not None:
            await self._http.close()


@asynccontextmanager
async def _served(workspace: Workspace, host: str, port: int) -> AsyncIterator[None]:
    with listen(port, host) as listener:
        workspace.core.base_url = address_of(listener)
        config = uvicorn.Config(
            build_app(workspace),
            lifespan="off",
            log_level="warning",
            access_log=False,
            ws="websockets-sansio",
            timeout_graceful_shutdown=2,
        )
        async with serving(config, listener):
            try:
                yield
            finally:
                workspace.core.feed.close()
                await workspace.sockets.disconnect()
