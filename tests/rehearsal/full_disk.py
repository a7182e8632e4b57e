"""The site's settings with pictures in a storage that is full while a file says so: where nothing can be mounted."""

import errno
import os
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

from newsroom.settings import *  # noqa: F403 (they are the site's)
from newsroom.settings import STORAGES

FULL = Path(os.environ["THE_DISK_IS_FULL"])


class Filling(FileSystemStorage):
    """Takes no more than the file says is left, in bytes."""

    def _save(self, name: str, content: Any) -> str:
        if FULL.exists():
            left = int(FULL.read_text())
            if content.size > left:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            FULL.write_text(str(left - content.size))
        return super()._save(name, content)


for alias in ("default", "originals"):
    STORAGES[alias]["BACKEND"] = "rehearsal.full_disk.Filling"
