"""The site's settings with pictures in a storage that is full while a file says so: where nothing can be mounted."""

import errno
import os
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage
from rehearsal.disk import used

from newsroom.settings import *  # noqa: F403 (they are the site's)
from newsroom.settings import DATA_DIR, STORAGES

FULL = Path(os.environ["THE_DISK_IS_FULL"])


class Filling(FileSystemStorage):
    """Takes no more than comes to the bytes that the file names."""

    def _save(self, name: str, content: Any) -> str:
        try:
            most = int(FULL.read_text())
        except FileNotFoundError:
            return super()._save(name, content)
        if used(DATA_DIR) + content.size > most:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super()._save(name, content)


for alias in ("default", "originals"):
    STORAGES[alias]["BACKEND"] = "rehearsal.full_disk.Filling"
