"""The address of an article: year and month of its first publication, and a slug that is free in that month."""

import copy
import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.slugs import slug_from
from newsroom.models import Site
from newsroom.refusals import SlugTaken, WrongState

# Room for "-9999" in the column of 100.
LONGEST_SLUG = 95

if TYPE_CHECKING:
    from articles.models import Article


def check_headline_and_section(article: "Article") -> None:
    """Raise WrongState where a published article would lack what its page and its card stand on."""
    if not article.headline or article.section is None:
        raise WrongState(_("An article needs a headline and a section before it is published."))


def decoded(path: str) -> str:
    """Return a path as it is stored and compared: its letters themselves, in NFC."""
    return unicodedata.normalize("NFC", unquote(path))


def give_address(article: "Article") -> None:
    """Set year, month (in the newsroom's time zone) and slug of an article about to be published; unsaved.

    Once readers have had it, year and month stay. Raises SlugTaken where the slug is another's.
    """
    if not article.has_been_public():
        moment = max(filter(None, (article.published_at, article.embargoed_until)))
        day = timezone.localtime(moment, Site.current().zone)
        article.year, article.month = day.year, day.month
    article.slug = article.slug or slug_from(article.headline) or f"article-{article.pk}"
    check_slug(article, article.slug)


def check_slug(article: "Article", slug: str) -> None:
    """Raise SlugTaken where another article of the month of `article` has `slug`, or gets it at an hour of its own."""
    same_month = {"language": article.language, "year": article.year, "month": article.month}
    neighbours = type(article).objects.filter(**same_month).exclude(pk=article.pk)
    scheduled = Q(pending_at__isnull=False, pending_revision__content__slug=slug)
    if article.year and neighbours.filter(Q(slug=slug) | scheduled).exists():
        free = _free_slug(slug, neighbours)
        raise SlugTaken(
            _("Another article of this month has the address word “%(slug)s”. “%(free)s” is free.")
            % {"slug": slug, "free": free},
            free=free,
        )


def taken(article: "Article", *, headline: str, slug: str, at: datetime) -> SlugTaken | None:
    """Return what `give_address` would refuse `article` with, these words in it and readers having it first at `at`."""
    proposed = copy.copy(article)
    proposed.headline, proposed.slug, proposed.published_at, proposed.embargoed_until = headline, slug, at, None
    try:
        give_address(proposed)
    except SlugTaken as refusal:
        return refusal
    return None


def _free_slug(slug: str, neighbours: "QuerySet[Article]") -> str:
    taken = set(neighbours.filter(slug__startswith=slug).values_list("slug", flat=True))
    taken |= set(neighbours.filter(pending_at__isnull=False).values_list("pending_revision__content__slug", flat=True))
    slug = slug[:LONGEST_SLUG]
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
