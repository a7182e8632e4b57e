import os
from pathlib import Path
from typing import TextIO


def open_private(path: Path) -> TextIO:
    """Open a text file to be written anew, for nobody but whoever runs this: one that was there as well."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    # Those who may read the earlier file shall not read this; before anything is in it.
    os.fchmod(number, 0o600)
    return os.fdopen(number, "w", encoding="utf-8", newline="\n")
