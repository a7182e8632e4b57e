"""An article as an item of a feed: RSS 2.0, with its whole text as the Content module of RSS 1.0 has it."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.feedgenerator import rfc2822_date
from markupsafe import escape

from articles.feed_rows import FeedRow
from articles.feed_text import text_for_feeds
from articles.images import renditions
from articles.models import Image
from articles.models.image import Picture
from newsroom import languages
from newsroom.addresses import absolute
from newsroom.patterns import macro_of, pattern
from newsroom.sanitize import SafeString, trusted

# As a reader of feeds shows it on a wide screen, or on one of half the width that is twice as dense.
WIDE_ENOUGH = 1280
# The articles of all feeds are some hundreds, whoever asks.
_moment = lru_cache(maxsize=4096)(rfc2822_date)


class Shape(NamedTuple):
    # What their names are called among the texts.
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    has_standfirst: bool
    has_dateline: bool
    has_source: bool
    has_picture: bool
    has_caption: bool


def feed_item(row: FeedRow, *, language: str) -> SafeString:
    """Print the row in `language`, which is the active one."""
    article = row.article
    address = absolute(article.get_absolute_url())
    authors = {f"author{number}": escape(name) for number, name in enumerate(row.authors)}
    subjects = [*([article.section_name] if article.section_name else []), *row.topics]
    categories = {f"category{number}": escape(name) for number, name in enumerate(subjects)}
    figure = _figure(article, language)
    standfirst = escape(article.standfirst)
    texts = {
        "headline": escape(article.headline),
        "address": address,
        "standfirst": standfirst,
        # It is read as HTML (RSS 2.0), and the signs of that stand in XML.
        "description": str(standfirst).replace("&", "&amp;"),
        "dateline": escape(article.dateline),
        "source": escape(article.source),
        "published": _moment(article.public_since),
        "key": article.pk,
        "language": language,
        "direction": languages.direction(language),
        **authors,
        **categories,
        **figure,
        "text": text_for_feeds(article.body_html, address),
        "corrections": _corrections(article, language),
    }
    shape = Shape(
        authors=tuple(authors),
        categories=tuple(categories),
        has_standfirst=bool(article.standfirst),
        has_dateline=bool(article.dateline),
        has_source=bool(article.source),
        has_picture=bool(figure),
        has_caption=bool(figure and (figure["caption"] or figure["credit"])),
    )
    return trusted(pattern(language, "feeds/_item", shape) % texts)


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


# Most pictures are of a few photographers and agencies. Some have a source of their own, but not thousands at a time.
@lru_cache(maxsize=4096)
def _credit(language: str, credit: str, source: str, licence: str) -> SafeString:
    picture = Picture(Image(source=source, licence=licence), alt="", credit=credit)
    return trusted(str(macro_of(language, "articles/_credit")(picture=picture)).strip())


def _corrections(article: Any, language: str) -> SafeString:
    if not article.foot_corrections:
        return trusted("")
    show = macro_of(language, "articles/_correction")
    return trusted("".join(show(correction=correction) for correction in article.foot_corrections))
