"""The addresses of the admin by the names of its URL patterns: also those yet to come."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, get_resolver


def named_patterns() -> Iterator[URLPattern]:
    """Yield every pattern of the admin that has a name; names may be those of two patterns."""
    # The routes use converters that the URLconf registers.
    assert get_resolver().url_patterns
    for entry in admin.site.get_urls():
        for pattern in getattr(entry, "url_patterns", [entry]):
            if pattern.name:
                yield pattern


def arguments_of(pattern: Any) -> set[str]:
    return set(pattern.pattern.regex.groupindex)
