from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from newsroom import languages
from newsroom.addresses import absolute

INDEXED = "index,follow,max-image-preview:large,max-snippet:-1,max-video-preview:-1"
NOT_INDEXED = "noindex,follow"


@dataclass(frozen=True)
class ShareImage:
    """A picture as social networks want it named: absolute address, pixels, words."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Metadata:
    """What the head of a public page says; printed by templates/_metadata.html, all addresses absolute."""

    title: str
    canonical: str = ""
    description: str = ""
    robots: str = INDEXED
    kind: str = "website"
    alternates: list[tuple[str, str]] = field(default_factory=list)
    feed: str = ""
    image: ShareImage | None = None
    structured_data: dict[str, Any] | None = None
    breadcrumb: dict[str, Any] | None = None
    published: datetime | None = None
    updated: datetime | None = None
    section: str = ""
    authors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class OtherEdition:
    """Where the edition switch leads; `exists` says whether it is this very page there."""

    language: str
    url: str
    exists: bool


def alternates(paths: dict[str, str], default: str = "") -> list[tuple[str, str]]:
    """Return the hreflang pairs of a page that lives at `paths` (language -> path).

    Google's rule: self-reference, reciprocal, absolute; none at all where there is one edition only.
    `default` is the path named x-default, that of the leading language where it is empty.
    """
    if len(paths) < len(languages.CODES):
        return []
    pairs = [(language, absolute(paths[language])) for language in languages.CODES]
    return [*pairs, ("x-default", absolute(default or paths[settings.LANGUAGE_CODE]))]
