"""Files: the three steps of an upload by the app, files that people attach, downloads."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from sandbox.slack.core import Core
from sandbox.slack.errors import SlackError
from sandbox.slack.ids import new_id, new_secret
from sandbox.slack.people import BOT_USER_ID, TEAM_ID
from sandbox.slack.wire import Payload

MAX_BYTES = 64 * 1024 * 1024

_TYPES = {
    "csv": ("text/csv", "CSV"),
    "json": ("application/json", "JSON"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
    "pdf": ("application/pdf", "PDF"),
    "txt": ("text/plain", "Plain Text"),
}


@dataclass(slots=True)
class _Upload:
    file_id: str
    name: str
    length: int
    content: bytes | None = None


class Files:
    """Uploads under way and the files that came of them."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._uploads: dict[str, _Upload] = {}

    def begin(self, name: str, length: int) -> tuple[str, str]:
        """The upload address and the file's id."""
        if length <= 0 or length > MAX_BYTES:
            raise SlackError("invalid_arguments")
        token, upload = new_secret(), _Upload(new_id("F"), name, length)
        self._uploads[token] = upload
        return f"{self._core.base_url}/upload/v1/{token}", upload.file_id

    def receive(self, token: str, content: bytes) -> int:
        """Takes the bytes in; how many there were. Raises when they are not the announced ones."""
        upload = self._uploads.get(token)
        if upload is None:
            raise SlackError("upload_not_found", status=404)
        if len(content) != upload.length:
            raise SlackError("length_mismatch", status=400)
        upload.content = content
        return len(content)

    def complete(self, entries: Sequence[Payload]) -> list[Payload]:
        """The file objects of finished uploads; raises `file_not_found` for any other id."""
        uploads = [self._finished(str(each.get("id"))) for each in entries]
        return [
            self.keep(upload.name, upload.content or b"", BOT_USER_ID, entry.get("title"), upload)
            for upload, entry in zip(uploads, entries, strict=True)
        ]

    def keep(
        self,
        name: str,
        content: bytes,
        user_id: str,
        title: str | None = None,
        upload: _Upload | None = None,
    ) -> Payload:
        """Stores a file and gives its file object back."""
        file_id = upload.file_id if upload else new_id("F")
        meta = self._describe(file_id, name, title or name, len(content), user_id)
        self._core.store.put_file(meta, content)
        return meta

    def get(self, file_id: str) -> tuple[Payload, bytes]:
        """A file's object and bytes; raises `file_not_found`."""
        found = self._core.store.file(file_id)
        if found is None:
            raise SlackError("file_not_found", status=404)
        return found

    def _finished(self, file_id: str) -> _Upload:
        for token, upload in self._uploads.items():
            if upload.file_id == file_id and upload.content is not None:
                return self._uploads.pop(token)
        raise SlackError("file_not_found")

    def _describe(self, file_id: str, name: str, title: str, size: int, user_id: str) -> Payload:
        filetype = PurePath(name).suffix.lstrip(".").lower() or "txt"
        mimetype, pretty = _TYPES.get(filetype, (mimetypes.guess_type(name)[0], filetype.upper()))
        created = int(float(self._core.clock.next()))
        private = f"{self._core.base_url}/files-pri/{TEAM_ID}-{file_id}"
        return {
            "id": file_id,
            "created": created,
            "timestamp": created,
            "name": name,
            "title": title,
            "mimetype": mimetype or "application/octet-stream",
            "filetype": filetype,
            "pretty_type": pretty,
            "user": user_id,
            "user_team": TEAM_ID,
            "size": size,
            "mode": "hosted",
            "is_external": False,
            "is_public": True,
            "url_private": f"{private}/{name}",
            "url_private_download": f"{private}/download/{name}",
            "permalink": f"{self._core.base_url}/files/{user_id}/{file_id}/{name}",
        }
