from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from newsroom import languages
from newsroom.models import Site


def edition(request: HttpRequest) -> dict[str, Any]:
    """Give every template the edition it is of. Costs no query until `site` is read."""
    language = languages.active()
    return {
        "language": language,
        "direction": languages.direction(language),
        "edition_names": languages.NAMES,
        "site": Site.of(request) if Site.is_known_to(request) else SimpleLazyObject(lambda: Site.of(request)),
        "now": timezone.localtime(),
    }
