"""An article as an item of a feed: RSS 2.0, with its whole text as the Content module of RSS 1.0 has it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.feedgenerator import rfc2822_date, rfc3339_date
from markupsafe import Markup, escape

from articles.choices import Kind
from articles.feed_rows import FeedRow
from articles.feed_text import after_dateline, text_for_feeds
from articles.foot import Foot
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
    has_source: bool
    is_corrected: bool
    has_picture: bool
    has_caption: bool
    has_credit: bool


def feed_item(row: FeedRow, *, language: str) -> SafeString:
    """Print the row in `language`, which is the active one."""
    article = row.article
    address = absolute(article.get_absolute_url())
    authors = _numbered("author", row.authors)
    categories = _numbered("category", _categories(row))
    figure = _figure(article, language)
    texts = {
        "headline": escape(article.headline),
        "address": address,
        **_words(article, address),
        "published": _moment(article.public_since),
        "modified": rfc3339_date(article.modified_at),
        "key": article.pk,
        "language": language,
        "direction": languages.direction(language),
        **authors,
        **categories,
        **figure,
        **_corrections(article, language, address),
    }
    shape = Shape(
        authors=tuple(authors),
        categories=tuple(categories),
        has_standfirst=bool(article.standfirst),
        has_source=bool(article.source),
        is_corrected=bool(article.foot_corrections),
        has_picture=bool(figure),
        has_caption=bool(figure and figure["caption"]),
        has_credit=bool(figure and figure["credit"]),
    )
    return trusted(pattern(language, "feeds/_item", shape) % texts)


def _numbered(name: str, texts: Iterable[str]) -> dict[str, Markup]:
    return {f"{name}{number}": escape(text) for number, text in enumerate(texts)}


def _categories(row: FeedRow) -> Iterable[str]:
    """Return section, kind and topics; what is of a kind and in the section of that name says it once."""
    article = row.article
    kind = str(Kind(article.kind).label) if article.kind != Kind.NEWS else ""
    return dict.fromkeys(filter(None, [article.section_name, kind, *row.topics]))


def _words(article: Any, address: str) -> dict[str, str]:
    standfirst = escape(article.standfirst)
    text = text_for_feeds(article.body_html, address)
    return {
        "standfirst": standfirst,
        # It is read as HTML (RSS 2.0), and the signs of that stand in XML.
        "description": str(standfirst).replace("&", "&amp;"),
        "source": escape(article.source),
        "text": after_dateline(escape(article.dateline), text) if article.dateline else text,
    }


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


def _corrections(article: Any, language: str, address: str) -> dict[str, Any]:
    """Return what is said before the text, that there are some, and what is said after it."""
    corrections = article.foot_corrections
    if not corrections:
        return {}
    notice = macro_of(language, "articles/_corrected")(foot=Foot([], corrections))
    show = macro_of(language, "articles/_correction")
    return {
        "corrected": text_for_feeds(str(notice).strip(), address),
        "corrections": trusted("".join(show(correction=correction) for correction in corrections)),
    }
