from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.urls import reverse


@lru_cache(maxsize=4096)
def path_to(name: str, **words: Any) -> str:
    """Return the path of the view called `name`, remembered: a page prints sixty. Raises NoReverseMatch."""
    return reverse(name, kwargs=words)


# As many articles as a dozen sections have in a hundred pages: 15 to 20 MB of a large archive's.
@lru_cache(maxsize=32768)
def segment(text: str) -> str:
    """Return `text` as it stands between two slashes of an address (RFC 3986, 2.1), remembered."""
    return quote(text, safe="")


def absolute(path: str) -> str:
    """Return the public address of a path of ours; pictures may have one of their own.

    From PUBLIC_URL, never from the Host header: a page is the same whoever asks for it.
    """
    return path if path.startswith("https://") else f"{settings.PUBLIC_URL}{path}"


def is_ours(url: str) -> bool:
    """Say whether `url`, as a browser sends it in Origin or Referer, is of our public address."""
    try:
        theirs, ours = urlsplit(url), urlsplit(settings.PUBLIC_URL)
        return (theirs.scheme, theirs.hostname, theirs.port) == (ours.scheme, ours.hostname, ours.port)
    except ValueError:
        return False
