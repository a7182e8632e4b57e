"""The address of an article: year and month of its first publication, and a slug that is free in that month."""

import copy
import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
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


def check_word(slug: str) -> None:
    """Raise WrongState where `slug` has signs that no address of ours has: nobody would find the article there."""
    try:
        validate_unicode_slug(slug)
    except ValidationError as error:
        raise WrongState(" ".join(error.messages)) from error


def give_address(article: "Article") -> None:
    """Set year, month (in the newsroom's time zone) and slug of an article about to be published; unsaved.

    Once readers have had it, year and month stay. Raises SlugTaken where the slug is another's.
    """
    _propose(article)
    check_slug(article, article.slug)


def _propose(article: "Article") -> None:
    if not article.has_been_public():
        moment = max(filter(None, (article.published_at, article.embargoed_until)))
        day = timezone.localtime(moment, Site.current().zone)
        article.year, article.month = day.year, day.month
    article.slug = article.slug or slug_from(article.headline) or f"article-{article.pk}"


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


def proposed(article: "Article", *, headline: str, slug: str, at: datetime) -> tuple["Article", SlugTaken | None]:
    """Return a copy of `article` with the address that these words give it, readers having it first at `at`.

    With it comes what `give_address` would refuse it with. Several parts of a page ask: the table is asked once.
    """
    copied = copy.copy(article)
    copied.headline, copied.slug, copied.published_at, copied.embargoed_until = headline, slug, at, None
    _propose(copied)
    known = article.__dict__.setdefault("_refusals_by_address", {})
    address = (copied.year, copied.month, copied.slug)
    if address not in known:
        known[address] = None
        try:
            check_slug(copied, copied.slug)
        except SlugTaken as refusal:
            known[address] = refusal
    return copied, known[address]


def _free_slug(slug: str, neighbours: "QuerySet[Article]") -> str:
    taken = set(neighbours.filter(slug__startswith=slug).values_list("slug", flat=True))
    taken |= set(neighbours.filter(pending_at__isnull=False).values_list("pending_revision__content__slug", flat=True))
    slug = slug[:LONGEST_SLUG]
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
