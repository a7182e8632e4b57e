import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from newsroom import server


class Command(BaseCommand):
    """Bring the site up to date (migrations, static files, in demo mode the demo newsroom) and serve it."""

    help = "Migrate, collect static files, load the demo newsroom where it is missing, and serve the site."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if self.static_files_are_stale():
            self.stdout.write("Preparing static files …")
            call_command("collectstatic", interactive=False, verbosity=0)
        if not settings.PRODUCTION:
            call_command("demo", stdout=self.stdout)
        self.show_addresses()
        self.stdout.flush()
        if not settings.PRODUCTION:
            # Pictures are finished and mail is sent with no second command; in production that has a unit of its own.
            due = ["run_due", "--loop", "--beside-parent"]
            subprocess.Popen([sys.executable, sys.argv[0], *due], stdout=subprocess.DEVNULL)  # noqa: S603 (our own words)
        os.execv(sys.executable, server.command(settings.HOST, settings.PORT, settings.WORKERS))

    def static_files_are_stale(self) -> bool:
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        if not manifest.exists():
            return True
        collected = manifest.stat().st_mtime
        return any(
            Path(storage.path(name)).stat().st_mtime > collected
            for finder in get_finders()
            for name, storage in finder.list([])
        )

    def show_addresses(self) -> None:
        address = settings.PUBLIC_URL
        self.stdout.write(f"Arabic edition:  {address}/ar/")
        self.stdout.write(f"English edition: {address}/en/")
        self.stdout.write(f"Admin:           {address}/admin/")
