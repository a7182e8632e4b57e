"""An article as an item of a feed: RSS 2.0, with its whole text as the Content module of RSS 1.0 has it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.feedgenerator import rfc2822_date, rfc3339_date
from markupsafe import Markup, escape

from articles.choices import Kind
from articles.feed_picture import figure_of
from articles.feed_rows import FeedRow
from articles.feed_text import after_dateline, text_for_feeds
from articles.foot import Foot
from articles.models import Article, Correction
from newsroom import languages
from newsroom.addresses import absolute
from newsroom.patterns import macro_of, pattern
from newsroom.sanitize import SafeString, trusted

# Of fifty articles in each of some hundred feeds, most of them authors': 9 MB.
_moment = lru_cache(maxsize=32768)(rfc2822_date)


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
    figure = figure_of(article, language)
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
        **_corrections(row.corrections, language, address),
    }
    shape = Shape(
        authors=tuple(authors),
        categories=tuple(categories),
        has_standfirst=bool(article.standfirst),
        has_source=bool(article.source),
        is_corrected=bool(row.corrections),
        has_picture=bool(figure),
        has_caption=bool(figure and figure["caption"]),
        has_credit=bool(figure and figure["credit"]),
    )
    return trusted(pattern(language, "feeds/_item", shape) % texts)


def _numbered(name: str, texts: Iterable[str]) -> dict[str, Markup]:
    return {f"{name}{number}": escape(text) for number, text in enumerate(texts)}


def _categories(row: FeedRow) -> Iterable[str]:
    """Return section, kind and topics; what is of a kind and in the section of that name says it once."""
    kind = str(Kind(row.article.kind).label) if row.article.kind != Kind.NEWS else ""
    return dict.fromkeys(filter(None, (row.article.section_name, kind, *row.topics)))


def _words(article: Article, address: str) -> dict[str, str]:
    standfirst = escape(article.standfirst)
    text = text_for_feeds(article.body_html, address)
    return {
        "standfirst": standfirst,
        # It is read as HTML (RSS 2.0), and the signs of that stand in XML.
        "description": str(standfirst).replace("&", "&amp;"),
        "source": escape(article.source),
        "text": after_dateline(escape(article.dateline), text) if article.dateline else text,
    }


def _corrections(corrections: list[Correction], language: str, address: str) -> dict[str, Any]:
    """Return what is said before the text, that there are some, and what is said after it."""
    if not corrections:
        return {}
    notice = macro_of(language, "articles/_corrected")(foot=Foot([], corrections))
    show = macro_of(language, "articles/_correction")
    return {
        "corrected": text_for_feeds(str(notice).strip(), address),
        "corrections": trusted("".join(show(correction=correction) for correction in corrections)),
    }
