import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from newsroom import due

PAUSE = 15


class Command(BaseCommand):
    """Do what is due: send mail, forget what is to be forgotten. Once (for cron), or with --loop until SIGTERM."""

    help = "Send the mail that waits and do other due work, once or with --loop every few seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help=f"go on, every {PAUSE} seconds, until SIGTERM")
        parser.add_argument(
            "--beside-parent",
            action="store_true",
            help="end with the process that has started this one, and yield to it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stop, parent = threading.Event(), os.getppid()
        if options["beside_parent"]:
            os.nice(10)
        if options["loop"]:
            # What is being sent is finished; nothing is begun after it.
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda _number, _frame: stop.set())
            self.say(f"Doing what is due every {PAUSE} seconds.")
        while True:
            done = {name: count for name, count in due.run(stopped=stop.is_set).items() if count}
            if done or not options["loop"]:
                self.say(", ".join(f"{name}: {count}" for name, count in done.items()) or "Nothing was due.")
            if not options["loop"]:
                self.fail_where_needed(done)
                return
            # A database that went away is asked again with a fresh connection.
            close_old_connections()
            if stop.wait(PAUSE) or (options["beside_parent"] and os.getppid() != parent):
                return

    def fail_where_needed(self, done: dict[str, int]) -> None:
        """Tell cron, and whoever watches it, by the exit code that something failed."""
        failed = [name for name, count in done.items() if count < 0]
        if failed:
            raise CommandError(f"Failed, and the log says why: {', '.join(failed)}")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
