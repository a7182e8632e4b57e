import contextlib
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from comments import export
from newsroom.private_file import open_private


class Command(BaseCommand):
    """Write all comments as JSON Lines, one a line, with their states and decisions; to the terminal or a file."""

    help = "Write all comments as JSON Lines, with their states and decisions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, metavar="FILE", help="write into FILE instead of the terminal")
        parser.add_argument(
            "--with-addresses", action="store_true", help="with the e-mail addresses, which were promised to stay here"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        with contextlib.ExitStack() as stack:
            out = stack.enter_context(self.opened(options["output"])) if options["output"] else self.stdout
            for row in export.rows(with_addresses=options["with_addresses"]):
                out.write(json.dumps(row, ensure_ascii=False, cls=DjangoJSONEncoder) + "\n")
                count += 1
        if options["output"]:
            self.stdout.write(f"{count} comments are in {options['output']}.")

    def opened(self, path: Path) -> Any:
        try:
            # What is hidden is in it too.
            return open_private(path)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}") from error
