import sqlite3
import time
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.db.utils import ConnectionHandler

from newsroom import environment
from newsroom.moving import files, tables

SOURCE = "moved from"
NEXT = """
Next:
  1. Start the site with this DATABASE_URL and, so that nobody is logged out, the same SECRET_KEY.
  2. Look at /readyz, at a page of each edition and at the desk.
  3. Keep {file} until the first backup of the new database."""


class Command(BaseCommand):
    """Move the site, which stands still meanwhile, from a SQLite file into the database of DATABASE_URL."""

    help = "Move everything from a SQLite file into the empty, migrated database that DATABASE_URL names."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the SQLite file of the site, which is not changed")
        parser.add_argument(
            "--files",
            type=Path,
            metavar="DATA_DIR",
            help="the old DATA_DIR: its pictures are stored where this one, or STORAGE_URL, says",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file, folder, moved = options["file"], options["files"], files.Moved()
        if not is_sqlite(file):
            raise CommandError(f"{file} is no SQLite database.")
        if folder and not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        connections[SOURCE] = beside(SOURCE, file)
        try:
            self.move(folder, moved)
        except (tables.NotMoved, OperationalError, OSError) as error:
            raise CommandError(f"Nothing was moved. {error}") from error
        finally:
            connections[SOURCE].close()
            del connections[SOURCE]
            ContentType.objects.clear_cache()
        self.stdout.write(NEXT.format(file=file))

    def move(self, folder: Path | None, moved: files.Moved) -> None:
        try:
            if folder:
                self.begun = time.monotonic()
                files.move(folder, moved, self.progress("Files"))
                self.stdout.write(f"{moved.compared} files are there, byte by byte.")
            self.begun = time.monotonic()
            sent = tables.move(SOURCE, DEFAULT_DB_ALIAS, self.progress("Rows"))
        except BaseException:
            # Interrupted, too.
            moved.take_back()
            raise
        for label, fingerprint in sent.items():
            if fingerprint.rows:
                self.stdout.write(f"  {label}: {fingerprint}")
        rows = sum(fingerprint.rows for fingerprint in sent.values())
        self.stdout.write(f"{rows} rows of {len(sent)} tables are there, counted and compared.")
        if not connection.in_atomic_block:
            with connection.cursor() as cursor:
                # So that the first questions are not planned for empty tables.
                cursor.execute("ANALYZE")

    def progress(self, what: str) -> tables.Progress:
        def show(done: int, total: int) -> None:
            left = (time.monotonic() - self.begun) / done * (total - done)
            ending = "\n" if done == total else ""
            self.stdout.write(f"\r{what} {done}/{total}, {left:.0f} s left ", ending=ending)
            self.stdout.flush()

        return show


def beside(alias: str, file: Path) -> Any:
    """Return a connection to a SQLite file, beside those of the settings."""
    return ConnectionHandler({DEFAULT_DB_ALIAS: {}, alias: environment.sqlite(file)}).create_connection(alias)


def is_sqlite(file: Path) -> bool:
    """Say whether it is such a file; opening what is not there would make one."""
    try:
        with sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True) as opened:
            opened.execute("SELECT count(*) FROM django_migrations")
    except sqlite3.Error:
        return False
    return True
