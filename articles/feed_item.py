"""An article as an item of a feed: RSS 2.0, with its whole text as the Content module of RSS 1.0 has it."""

from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.feedgenerator import rfc2822_date
from django.utils.translation import gettext as _
from markupsafe import escape

from articles.feed_rows import FeedRow
from articles.feed_text import text_for_feeds
from articles.images import renditions
from articles.models import Article, Image
from articles.models.image import Picture
from newsroom import languages
from newsroom.addresses import absolute
from newsroom.patterns import macro_of, pattern
from newsroom.plain_text import apart_in
from newsroom.sanitize import SafeString, trusted

# As a reader of feeds shows it on a wide screen, or on one of half the width that is twice as dense.
WIDE_ENOUGH = 1280
# The same fifty moments, whoever asks.
_moment = lru_cache(maxsize=4096)(rfc2822_date)


class Shape(NamedTuple):
    has_authors: bool
    # What their names are called among the texts.
    categories: tuple[str, ...]
    has_picture: bool
    has_caption: bool


def feed_item(row: FeedRow, *, language: str) -> SafeString:
    """Print the row in `language`."""
    article = row.article
    address = absolute(article.get_absolute_url())
    subjects = [*([article.section_name] if article.section_name else []), *row.topics]
    categories = {f"category{number}": escape(name) for number, name in enumerate(subjects)}
    figure = _figure(article, language)
    texts = {
        "headline": escape(article.headline),
        "address": address,
        "standfirst": escape(article.standfirst),
        "authors": escape(_in_a_line(row.authors, language)),
        "published": _moment(article.public_since),
        "key": article.pk,
        "language": language,
        "direction": languages.direction(language),
        **categories,
        **figure,
        "text": text_for_feeds(article.body_html, address),
        "corrections": _corrections(article, language),
    }
    shape = Shape(
        has_authors=bool(row.authors),
        categories=tuple(categories),
        has_picture=bool(figure),
        has_caption=bool(figure and (figure["caption"] or figure["credit"])),
    )
    return trusted(pattern(language, "feeds/_item", shape) % texts)


def changed_at(article: Article) -> datetime:
    moment: datetime = article.updated_at_public or article.public_since
    return moment


def _figure(article: Any, language: str) -> dict[str, Any]:
    """Return what is said of the article's picture; nothing where there is none, or no file of it yet."""
    picture = article.picture
    if not picture or not article.picture_widths:
        return {}
    image = picture.image
    width = renditions.wide_enough(article.picture_widths, WIDE_ENOUGH)
    return {
        "file": absolute(image.url("whole", width, "jpg")),
        "width": width,
        "height": renditions.height_of("whole", width, image.size),
        "alt": escape(picture.alt),
        "caption": escape(picture.caption),
        "credit": _credit(language, picture.credit, image.source, image.licence),
    }


# A newsroom has a few photographers and agencies, and their names stand under all of its pictures.
@lru_cache(maxsize=512)
def _credit(language: str, credit: str, source: str, licence: str) -> SafeString:
    picture = Picture(Image(source=source, licence=licence), alt="", credit=credit)
    return trusted(str(macro_of(language, "articles/_credit")(picture=picture)).strip())


def _corrections(article: Any, language: str) -> SafeString:
    if not article.foot_corrections:
        return trusted("")
    show = macro_of(language, "articles/_correction")
    return trusted("".join(show(correction=correction) for correction in article.foot_corrections))


def _in_a_line(names: list[str], language: str) -> str:
    if len(names) > 1:
        names = [apart_in(language, name) for name in names]
    if len(names) > 2:
        return _("%(first)s, %(second)s and others") % {"first": names[0], "second": names[1]}
    if len(names) == 2:
        return _("%(first)s and %(second)s") % {"first": names[0], "second": names[1]}
    return "".join(names)
