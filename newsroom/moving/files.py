"""The files of a newsroom from the folders of one machine to the storages of the settings."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from django.core.files import File
from django.core.files.storage import Storage, storages

from newsroom.moving.tables import NotMoved

# Storage -> its folder in DATA_DIR (newsroom/storage_url.py).
FOLDERS = {"default": "media", "originals": "originals"}
Progress = Callable[[int, int], None]


class Moved:
    """What has been stored, so that it can be taken back."""

    def __init__(self) -> None:
        self.stored: list[tuple[Storage, str]] = []
        self.compared = 0

    def take_back(self) -> None:
        for storage, name in self.stored:
            storage.delete(name)


def move(folder: Path, moved: Moved, progress: Progress) -> None:
    """Store every file of the old DATA_DIR `folder` that is not there yet, and compare all of them byte by byte."""
    files = [(alias, file, name) for alias in FOLDERS for file, name in _files(folder / FOLDERS[alias])]
    for number, (alias, file, name) in enumerate(files, start=1):
        storage = storages[alias]
        if not storage.exists(name):
            with file.open("rb") as content:
                moved.stored.append((storage, name))
                stored = storage.save(name, File(content))
            if stored != name:
                moved.stored.append((storage, stored))
                raise NotMoved(f"{name} was stored as {stored}.")
        with file.open("rb") as content, storage.open(name) as there:
            if _digest(content) != _digest(there):
                raise NotMoved(f"{name} is not the same file there.")
        moved.compared += 1
        progress(number, len(files))


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file, file.relative_to(folder).as_posix()


def _digest(file: IO[bytes] | File) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    while part := file.read(1024 * 1024):
        digest.update(part)
    return digest.digest()
