"""Private files: kept under a name made from their content, whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage


class WholeFiles(FileSystemStorage):
    """Files on disk that appear under their name only when every byte is safely on the disk.

    Names come from the content, so that a second writer brings the same bytes and does no harm.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File[bytes]) -> str:
        whole = Path(self.path(name))
        for folder in (whole.parent, self._unfinished()):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self._unfinished() / uuid4().hex
        try:
            self._write(part, content)
            # Only a finished file gets its name: a process killed half way leaves nothing that looks like one.
            os.replace(part, whole)
        finally:
            part.unlink(missing_ok=True)
        _settle(whole.parent)
        return name

    def drop_unfinished(self, *, before: datetime) -> int:
        """Delete what killed processes had begun to write before this moment; says how many files that were."""
        dropped = 0
        for part in self._unfinished().glob("*"):
            # One that is whole by now has got its name and left this folder.
            with suppress(FileNotFoundError):
                if part.stat().st_mtime < before.timestamp():
                    part.unlink()
                    dropped += 1
        return dropped

    def _unfinished(self) -> Path:
        """Where files lie until they are whole: one folder, so that what was left behind is found at once."""
        return Path(self.location) / ".unfinished"

    def _write(self, part: Path, content: Any) -> None:
        with open(
            os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self.file_permissions_mode or 0o600), "wb"
        ) as file:
            for chunk in content.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """A new name is safe only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_once(key: str, content: File[bytes]) -> None:
    """Keep the content under its key, unless it is there already."""
    if not default_storage.exists(key):
        content.seek(0)
        default_storage.save(key, content)


def drop_unfinished(*, before: datetime) -> int:
    """See WholeFiles.drop_unfinished. Other stores keep no unfinished files in sight."""
    return default_storage.drop_unfinished(before=before) if isinstance(default_storage, WholeFiles) else 0
