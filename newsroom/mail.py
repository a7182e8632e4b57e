"""Mail: plain text, one recipient, nothing of a reader's in it that could act.

HTML in notification mails has been a hole of several comment systems (GHSA-74pc-3r2m-ppx3); a
plain text cannot hide where a link leads. What a reader wrote is not repeated in any mail.
"""

import re
from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from newsroom.plain_text import clean_line, clean_text

GAPS = re.compile(r"\n{3,}")


def send(to: str, subject: str, template: str, context: Mapping[str, object], **headers: str) -> None:
    """Send one mail in the active language; the template is plain text (`.txt`) and is not escaped.

    Names of headers are written with underscores. Raises what the mail server raises (SMTPException, OSError).
    """
    # What a template leaves out leaves no gap.
    body = GAPS.sub("\n\n", clean_text(render_to_string(template, dict(context))))
    message = EmailMessage(
        subject=clean_line(subject),
        body=f"{body}\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        # RFC 3834: no holiday notice comes back.
        headers={"Auto-Submitted": "auto-generated"} | {name.replace("_", "-"): text for name, text in headers.items()},
    )
    message.send()
