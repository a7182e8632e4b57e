import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.demo.accounts import ACCOUNTS, make_accounts, password, set_passwords
from newsroom.demo.newsdesk import is_loaded, load


class Command(BaseCommand):
    """Fill an empty site with the demo newsroom. A second run adds nothing; production refuses it."""

    help = "Fill an empty site with a believable bilingual newsroom: stories, people, pictures, comments."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo newsroom is not for production: it has accounts with a known password.")
        secret = password(settings.DATA_DIR)
        if not is_loaded():
            make_accounts(secret)
            load(self.show_progress)
        if "DEMO_PASSWORD" in os.environ:
            set_passwords(secret)
        names = ", ".join(account[0] for account in ACCOUNTS)
        self.stdout.write(f"Demo accounts: {names}. Password of all: {secret}")

    def show_progress(self, done: int, total: int) -> None:
        bar = "█" * (30 * done // total)
        end = "\n" if done == total else ""
        self.stdout.write(f"\rDemo stories [{bar:<30}] {done}/{total}", ending=end)
        self.stdout.flush()
