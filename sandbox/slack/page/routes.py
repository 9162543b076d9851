"""The addresses of the page and of its API."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.slack.page import acts, reads

STATIC = Path(__file__).parent.parent / "static"


async def index(request: Request) -> FileResponse:
    """The page itself; a permalink opens it too."""
    return FileResponse(STATIC / "index.html")


def page_routes() -> list[BaseRoute]:
    """Everything that is there for the person in the browser."""
    return [
        Route("/", index),
        Route("/archives/{channel}/{message}", index),
        Mount("/static", StaticFiles(directory=STATIC)),
        Mount("/_workspace", routes=[*_reads(), *_acts()]),
    ]


def _reads() -> list[BaseRoute]:
    return [
        Route("/bootstrap", reads.bootstrap),
        Route("/channels/{channel}/messages", reads.channel_messages),
        Route("/channels/{channel}/threads/{ts}", reads.thread_messages),
        Route("/home", reads.home),
        Route("/files/{file_id}", reads.file_content),
        Route("/news", reads.news),
    ]


def _acts() -> list[BaseRoute]:
    handlers = {
        "say": acts.say,
        "edit": acts.edit,
        "command": acts.command,
        "click": acts.click,
        "submit": acts.submit,
        "close": acts.close,
        "visit": acts.visit,
        "language": acts.language,
        "stop": acts.stop,
        "invite": acts.invite,
        "attach": acts.attach,
        "uninstall": acts.uninstall,
        "faults": acts.faults,
    }
    return [Route(f"/{name}", handler, methods=["POST"]) for name, handler in handlers.items()]
