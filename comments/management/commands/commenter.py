import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from comments import personal_data
from comments.models import PersonalDataRequest
from comments.models.personal_data import Purpose
from newsroom.actors import SYSTEM
from newsroom.private_file import open_private
from newsroom.refusals import Refused


class Command(BaseCommand):
    """Hand over or erase what is held of a commenter: `ask` mails the proof, the token in that mail does the rest."""

    help = "Export or erase what is held of a commenter's e-mail address, proved by a mail to it."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        ask = acts.add_parser("ask", help="mail the address a link that proves whose it is")
        ask.add_argument("purpose", choices=Purpose.values)
        ask.add_argument("email")
        export = acts.add_parser("export", help="write what is held of the address as JSON")
        export.add_argument("token", help="the last part of the mailed link")
        export.add_argument("--output", type=Path, metavar="FILE", required=True)
        erase = acts.add_parser("erase", help="erase what is held of the address")
        erase.add_argument("token", help="the last part of the mailed link")
        erase.add_argument("--with-texts", action="store_true", help="erase the texts of the comments too")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["act"]:
            case "ask":
                self.ask(options["email"], options["purpose"])
            case "export":
                self.export(self.proved(options["token"], Purpose.EXPORT), options["output"])
            case "erase":
                number = personal_data.erase_all(
                    self.proved(options["token"], Purpose.ERASE), words=options["with_texts"]
                )
                self.stdout.write(f"{number} comments no longer say who wrote them.")

    def ask(self, email: str, purpose: str) -> None:
        try:
            PersonalDataRequest.objects.ask(email, purpose, by=SYSTEM)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("The link is in the outbox; run_due mails it.")

    def export(self, request: PersonalDataRequest, path: Path) -> None:
        try:
            # Made first: where it cannot be, the token is not used up.
            with open_private(path) as file:
                json.dump(personal_data.hand_over(request), file, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}") from error
        self.stdout.write(f"All that is held is in {path}.")

    def proved(self, token: str, purpose: Purpose) -> PersonalDataRequest:
        request = personal_data.proved(token)
        if request is None or request.purpose != purpose:
            raise CommandError("This token is wrong, too old or has been used.")
        return request
