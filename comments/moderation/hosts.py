"""Hosts named in a text: in a link or bare, however they are spelt."""

import unicodedata
from collections.abc import Iterator

import regex

from newsroom.arabic import INVISIBLE

# A run of what can be in a host; matched once from where it begins, so that no text takes long.
RUN = regex.compile(r"[\p{L}\p{N}\p{M}\p{Cf}_.。．\-]+")


def named_in(text: str) -> list[str]:
    """Return whatever may be a host, as it stands in the text."""
    runs = (found[0].strip(".-_") for found in RUN.finditer(text))
    return [run for run in runs if regex.search("[.。．]", run)]


def canonical(host: str) -> str:
    """Return a host as it is compared: without marks of direction, in the letters of the DNS (IDNA)."""
    host = INVISIBLE.sub("", unicodedata.normalize("NFKC", host)).casefold().replace("。", ".").strip(".")
    host = host.removeprefix("www.")
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def with_parents(host: str) -> Iterator[str]:
    """Yield a host and the domains it is in: a.b.example, b.example, example."""
    labels = canonical(host).split(".")
    for start in range(len(labels)):
        yield ".".join(labels[start:])
