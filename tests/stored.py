"""What is in a storage, wherever it is."""

import contextlib

from django.core.files.storage import Storage, default_storage, storages


def public_files() -> set[str]:
    return everything(default_storage, "renditions")


def originals() -> set[str]:
    return everything(storages["originals"], "")


def everything(storage: Storage, folder: str) -> set[str]:
    """Return the names of all files of `storage` in `folder` and below."""
    found: set[str] = set()
    # A disk has no folder before there is a file in it.
    with contextlib.suppress(FileNotFoundError):
        folders, files = storage.listdir(folder)
        found |= {f"{folder}/{name}".lstrip("/") for name in files}
        for name in folders:
            found |= everything(storage, f"{folder}/{name}".lstrip("/"))
    return found
