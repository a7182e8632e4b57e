"""Mail: plain text, one recipient, nothing of a reader's in it that could act.

HTML in notification mails has been a hole of several comment systems (GHSA-74pc-3r2m-ppx3); a
plain text cannot hide where a link leads. What a reader wrote is not repeated in any mail.
"""

import re
from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from newsroom.models import Site
from newsroom.plain_text import apart, isolated, storable

GAPS = re.compile(r"\n{3,}")
# What we have isolated ourselves (newsroom.plain_text.isolated), on one line and with no other such mark in it.
ISOLATED = re.compile("\u2068([^\n\u202a-\u202e\u2066-\u2069]*)\u2069")


def signed(subject: str, site: Site) -> str:
    """Return `subject` with the newsroom's name behind it, kept apart where that is of the other script."""
    return f"{subject} – {apart(site.name)}"


def send(to: str, subject: str, template: str, context: Mapping[str, object], **headers: str) -> None:
    """Send one mail in the active language; the template is plain text (`.txt`) and is not escaped.

    Names of headers are written with underscores. Raises what the mail server raises (SMTPException, OSError).
    """
    # What a template leaves out leaves no gap.
    body = GAPS.sub("\n\n", _cleaned(render_to_string(template, dict(context))).strip())
    message = EmailMessage(
        subject=" ".join(_cleaned(subject).split()),
        body=f"{body}\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        # RFC 3834: no holiday notice comes back.
        headers={"Auto-Submitted": "auto-generated"} | {name.replace("_", "-"): text for name, text in headers.items()},
    )
    message.send()


def _cleaned(text: str) -> str:
    """Return `text` without what turns the text around it, but for our own isolates around a title."""
    parts = ISOLATED.split(text)
    return "".join(isolated(storable(part)) if number % 2 else storable(part) for number, part in enumerate(parts))
