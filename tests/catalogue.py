"""Say which strings of the source the committed Arabic catalogue lacks, and which of its entries no source has.

Collects the strings anew in a copy of the tree (needs gettext's xgettext) and compares.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = "newsroom/locale/ar/LC_MESSAGES/django.po"
COLLECT = ["makemessages", "--locale", "ar", "--no-wrap", "--no-obsolete", "--add-location", "file", "--verbosity", "0"]


def strings(file: Path) -> set[tuple[str, str, str]]:
    return {
        (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")
        for entry in polib.pofile(str(file))
        if not entry.obsolete
    }


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="newsroom-messages-") as folder:
        copy = Path(folder)
        for name in ("newsroom", "articles", "comments", "templates"):
            shutil.copytree(ROOT / name, copy / name)
        shutil.copy(ROOT / "manage.py", copy)
        subprocess.run([sys.executable, "manage.py", *COLLECT], cwd=copy, check=True)
        wanted = strings(copy / CATALOGUE)
    committed = strings(ROOT / CATALOGUE)
    for title, difference in (("Not in the catalogue", wanted - committed), ("In no source", committed - wanted)):
        for _context, message, _plural in sorted(difference):
            print(f"{title}: {message}")
    if wanted != committed:
        print("Run `make messages`, translate, and run it again.")
    return int(wanted != committed)


if __name__ == "__main__":
    sys.exit(main())
