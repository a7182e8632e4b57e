import shutil
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from articles.models import Article
from newsroom.demo.archive.filling import fill

# What an article takes on the disk while it is made, with revision, ten comments and all indexes; then a third less.
BYTES = {"postgresql": 30_000, "sqlite": 50_000}
GIGABYTE = 10**9


class Command(BaseCommand):
    """Make an archive of any size, to measure with. In production only where there is no article, or when told to."""

    help = "Fill the database with articles of many years and ten times as many comments, to measure with."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--articles", type=int, required=True, help="how many articles to make")
        parser.add_argument("--beside-others", action="store_true", help="also where production has articles")
        parser.add_argument("--anyway", action="store_true", help="also where the disk seems too small")

    def handle(self, *args: Any, **options: Any) -> None:
        count = options["articles"]
        if count < 1:
            raise CommandError("An archive has at least one article.")
        if settings.PRODUCTION and not options["beside_others"] and Article.objects.exists():
            raise CommandError("This newsroom has articles. Made ones would stand among them: say --beside-others.")
        self._check_disk(count, anyway=options["anyway"])
        self.begun = time.monotonic()
        comments = fill(count, self._show_progress)
        self.stdout.write(f"{count} articles with {comments} comments in {time.monotonic() - self.begun:.0f} s.")

    def _check_disk(self, count: int, *, anyway: bool) -> None:
        needed = count * BYTES[connection.vendor]
        free = free_bytes()
        told = "how much is free is not known here" if free is None else f"{free / GIGABYTE:.1f} GB are free"
        self.stdout.write(f"About {needed / GIGABYTE:.1f} GB will be needed on the disk; {told}.")
        if free is not None and free < needed and not anyway:
            raise CommandError("The disk is too small. Make fewer articles, or say --anyway.")

    def _show_progress(self, done: int, total: int) -> None:
        left = (time.monotonic() - self.begun) / done * (total - done)
        end = "\n" if done == total else ""
        self.stdout.write(f"\rArticles {done}/{total}, {left:.0f} s left, then the indexes ", ending=end)
        self.stdout.flush()


def free_bytes() -> int | None:
    """Return what is free where the database keeps its files; None where that is another machine's, or not told."""
    folder = Path(settings.DATA_DIR)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            told = cursor.execute("SELECT setting FROM pg_settings WHERE name = 'data_directory'").fetchone()
        if told is None or not Path(told[0]).exists():
            return None
        folder = Path(told[0])
    return shutil.disk_usage(folder).free
