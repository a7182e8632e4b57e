"""The disk that pictures are on, which can fill up."""

import contextlib
import os
import subprocess
from pathlib import Path

from PIL import Image as Pillow

MEGABYTES = 256
CARD = "card.jpg"


class Disk:
    """A small file system of its own where one may be mounted, else a folder whose storage says that it is full."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ballast, self.says_full = folder / "ballast", folder.parent / "the-disk-is-full"
        self.is_mounted = False

    def mount(self) -> None:
        self.folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=755", "newsroom", self.folder]
        self.is_mounted = (
            os.geteuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0
        )

    def variables(self) -> dict[str, str]:
        """Return what the site is told where nothing could be mounted: rehearsal.full_disk says ENOSPC for the disk."""
        if self.is_mounted:
            return {}
        tests = str(Path(__file__).resolve().parents[1])
        return {
            "DJANGO_SETTINGS_MODULE": "rehearsal.full_disk",
            "PYTHONPATH": tests,
            "THE_DISK_IS_FULL": str(self.says_full),
        }

    def fill(self, but: int = 0) -> None:
        """Leave so many bytes free."""
        if not self.is_mounted:
            written = self.says_full.with_suffix(".new")
            written.write_text(str(used(self.folder) + but))
            # At once, since it is being read.
            written.replace(self.says_full)
            return
        self.ballast.unlink(missing_ok=True)
        with self.ballast.open("wb", buffering=0) as file:
            state = os.statvfs(self.folder)
            os.posix_fallocate(file.fileno(), 0, max(state.f_bavail * state.f_frsize - but, 1))

    def free(self) -> None:
        self.ballast.unlink(missing_ok=True)
        self.says_full.unlink(missing_ok=True)

    def pictures(self) -> set[str]:
        """Return the files of pictures; the cards that articles are shared by come and go with these."""
        return {str(file.relative_to(self.folder)) for file in files(self.folder) if file.name != CARD}

    def broken(self) -> list[str]:
        """Return the files, cards among them, that are no whole picture."""
        return [file.name for file in files(self.folder) if not is_whole(file)]

    def unmount(self) -> None:
        if self.is_mounted:
            subprocess.run(["umount", "--lazy", self.folder], check=True)


def files(folder: Path) -> list[Path]:
    """Return what the site has stored of pictures."""
    return [file for place in ("media", "originals") for file in (folder / place).rglob("*") if file.is_file()]


def used(folder: Path) -> int:
    """Return how many bytes that is; a file may go while they are counted."""
    total = 0
    for file in files(folder):
        with contextlib.suppress(FileNotFoundError):
            total += file.stat().st_size
    return total


def is_whole(file: Path) -> bool:
    try:
        with Pillow.open(file) as picture:
            picture.load()
    except FileNotFoundError:
        # Replaced since it was listed.
        return True
    except OSError:
        return False
    return True
