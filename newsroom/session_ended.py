"""A form of the admin sent after its session had ended: what was typed waits in the login form, to be sent again."""

import base64
import binascii
import json
import zlib

from django.http import HttpRequest

Fields = list[tuple[str, str]]
# The field of the login form that holds the others.
KEPT = "kept"
NOT_KEPT = "csrfmiddlewaretoken"
# Before a text that is compressed: the login form is sent escaped, where Arabic would be three times as long and
# a long article more than is read.
COMPRESSED = "z:"
# More than any form that was read at all, so that a small text cannot become a very large one.
MOST_BYTES = 16 * 1024 * 1024


def fields_of(request: HttpRequest) -> Fields:
    """Return the fields of a POST; neither passwords nor files are among them."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name != NOT_KEPT and "password" not in name
    ]


def keep(request: HttpRequest) -> str:
    """Return the fields of a POST as one text."""
    text = json.dumps(fields_of(request), ensure_ascii=False).encode()
    return COMPRESSED + base64.urlsafe_b64encode(zlib.compress(text)).decode()


def kept_fields(text: str) -> Fields:
    """Return the fields that `keep` has put into a text; none where it is something else."""
    try:
        pairs = json.loads(_uncompressed(text) if text.startswith(COMPRESSED) else text)
        return [(name, value) for name, value in pairs if isinstance(name, str) and isinstance(value, str)]
    except (ValueError, TypeError, RecursionError, zlib.error, binascii.Error):
        return []


def _uncompressed(text: str) -> bytes:
    reader = zlib.decompressobj()
    content = reader.decompress(base64.urlsafe_b64decode(text.removeprefix(COMPRESSED)), MOST_BYTES)
    if reader.unconsumed_tail:
        raise ValueError("the kept text is larger than any form")
    return content
