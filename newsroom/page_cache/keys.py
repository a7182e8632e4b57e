"""Which requests are for a page that is the same for everybody, and by which key that is kept."""

import functools
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from newsroom import languages

Environ = dict[str, Any]

PAGES = (*(f"/{code}/" for code in languages.CODES), "/sitemap")
# One reader's own answers.
NOT_PAGES = tuple(f"/{code}/comments/" for code in languages.CODES)
# Parameter -> the words it may have, None: a number. Whatever else is asked for, Django answers and nobody keeps.
PARAMETERS: dict[str, tuple[str, ...] | None] = {
    "page": None,
    "comments": None,
    "reply": None,
    "order": ("newest",),
    "language": languages.CODES,
}
LONGEST_NUMBER = 12
# What others hang on our addresses to know their own clicks again, different with each reader: on the day that matters
# every visit from a social network would be a page of its own.
TRACKING = ("utm_", "fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid", "twclid", "ttclid", "yclid", "igsh",
            "igshid", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok")  # fmt: skip


class Keys:
    """The keys of requests, by the settings of the process."""

    def __init__(self) -> None:
        self._session = f"{settings.SESSION_COOKIE_NAME}="
        self._must_be_secure: bool = settings.SECURE_SSL_REDIRECT
        self._proxy: tuple[str, str] | None = settings.SECURE_PROXY_SSL_HEADER
        self._is_ours = functools.lru_cache(maxsize=256)(self._is_allowed)

    def of(self, environ: Environ) -> str | None:
        """Return the key, or None where the request is not for the page that everybody gets.

        Where it is for a page at all, its query loses what tells clicks apart, so that Django does not see it either.
        """
        path: str = environ.get("PATH_INFO", "")
        # It comes decoded: with a question mark that was %3F it would have the key of another page.
        if not path.startswith(PAGES) or path.startswith(NOT_PAGES) or "?" in path:
            return None
        query: str = environ.get("QUERY_STRING", "")
        if query:
            query = environ["QUERY_STRING"] = without_tracking(query)
            if query and not is_known(query):
                return None
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not self._is_anonymous(environ):
            return None
        return f"{path}?{query}" if query else path

    def _is_anonymous(self, environ: Environ) -> bool:
        """Say whether nothing in the request tells who asks, and Django would not refuse or redirect it."""
        return (
            self._session not in environ.get("HTTP_COOKIE", "")
            and "HTTP_AUTHORIZATION" not in environ
            and self._is_ours(environ.get("HTTP_HOST", ""))
            and (not self._must_be_secure or self._is_secure(environ))
        )

    def _is_secure(self, environ: Environ) -> bool:
        if self._proxy and self._proxy[0] in environ:
            said: str = environ[self._proxy[0]]
            return said.split(",", 1)[0].strip() == self._proxy[1]
        return bool(environ["wsgi.url_scheme"] == "https")

    def _is_allowed(self, host: str) -> bool:
        domain, _port = split_domain_port(host)
        return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def without_tracking(query: str) -> str:
    return "&".join(part for part in query.split("&") if part and not part.lower().startswith(TRACKING))


def is_known(query: str) -> bool:
    """Say whether a query asks for nothing but what our own links ask for, each once."""
    names = set()
    for part in query.split("&"):
        name, _equals, value = part.partition("=")
        if name not in PARAMETERS or name in names:
            return False
        names.add(name)
        words = PARAMETERS[name]
        if value not in words if words else not (value.isascii() and value.isdigit() and len(value) < LONGEST_NUMBER):
            return False
    return True
