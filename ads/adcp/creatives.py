"""Ads for AdCP sellers: files by their address, with the words and the landing page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ads.adcp.answers import CreativeResults
from ads.adcp.shopping import account_ref
from ads.adcp.wire import Assignment, Creative, CreativeAsset, FormatId, SyncCreatives
from ads.references import idempotency_key
from media.booking import Order, OrderLine
from media.words import AdFormat

STANDARD_FORMATS = "https://creative.adcontextprotocol.org"
_FORMATS: dict[AdFormat, tuple[str, str]] = {
    "audio": ("audio_standard", "audio"),
    "podcast": ("audio_standard", "audio"),
    "video": ("video_hosted", "video"),
    "display": ("display_static", "image"),
}
_KINDS = {
    ".mp3": "audio", ".wav": "audio", ".ogg": "audio", ".m4a": "audio", ".mp4": "video",
    ".mov": "video", ".webm": "video", ".png": "image", ".jpg": "image", ".jpeg": "image",
    ".gif": "image", ".webp": "image",
}  # fmt: skip

_SIZE = re.compile(r"(\d{2,4})x(\d{2,4})")
"""Images carry their size in their name, as ad servers name them: banner-300x250.png."""

__all__ = ["CreativeResults", "request"]


def request(order: Order, lines: Sequence[tuple[OrderLine, str]]) -> SyncCreatives | None:
    """All ads that can be made for packages; None when there are none."""
    made = [
        (_creative(order, line, file), package)
        for line, package in lines
        if (file := _file(order, line.format)) and order.assets.clickthrough
    ]
    if not made:
        return None
    key = ",".join([*order.assets.files, *(package for _, package in made)])
    return SyncCreatives(
        account=account_ref(order),
        creatives=tuple(creative for creative, _ in made),
        assignments=tuple(
            Assignment(creative_id=creative.creative_id, package_id=package)
            for creative, package in made
        ),
        idempotency_key=idempotency_key(order, key, "creatives"),
    )


def _file(order: Order, format: AdFormat) -> str | None:
    """The first file of the format's kind that has an address; an image also needs a size."""
    wanted = _FORMATS[format][1]
    for file in order.assets.files:
        parts = urlsplit(file)
        fits = parts.scheme == "https" and _KINDS.get(PurePosixPath(parts.path).suffix) == wanted
        if fits and (wanted != "image" or _SIZE.search(parts.path)):
            return file
    return None


def _creative(order: Order, line: OrderLine, file: str) -> Creative:
    format, kind = _FORMATS[line.format]
    assets = {
        kind: _asset(kind, file),
        "click_url": CreativeAsset(asset_type="url", url=order.assets.clickthrough),
    }
    if order.assets.tagline:
        assets["tagline"] = CreativeAsset(asset_type="text", content=order.assets.tagline)
    return Creative(
        creative_id=line.reference,
        name=f"{order.advertiser} {line.format} [{line.reference}]",
        format_id=FormatId(agent_url=STANDARD_FORMATS, id=format),
        assets=assets,
    )


def _asset(kind: str, file: str) -> CreativeAsset:
    size = _SIZE.search(urlsplit(file).path) if kind == "image" else None
    return CreativeAsset(
        asset_type=kind,
        url=file,
        width=int(size[1]) if size else None,
        height=int(size[2]) if size else None,
    )
