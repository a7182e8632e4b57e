"""A form of the admin sent after its session had ended: what was typed waits in the login form, to be sent again."""

import json

from django.http import HttpRequest

# The field of the login form that holds the others.
KEPT = "kept"
NOT_KEPT = "csrfmiddlewaretoken"


def keep(request: HttpRequest) -> str:
    """Return the fields of a POST as one text; neither passwords nor files are among them."""
    pairs = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != NOT_KEPT and "password" not in name
    ]
    return json.dumps(pairs, ensure_ascii=False)


def kept_fields(text: str) -> list[tuple[str, str]]:
    """Return the fields that `keep` has put into a text; none where it is something else."""
    try:
        pairs = json.loads(text)
        return [(name, value) for name, value in pairs if isinstance(name, str) and isinstance(value, str)]
    except (ValueError, TypeError, RecursionError):
        return []
