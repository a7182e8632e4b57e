"""The ways to pass an article on."""

from typing import NamedTuple
from urllib.parse import quote

from markupsafe import escape

from articles.models import Article
from newsroom.patterns import pattern
from newsroom.sanitize import SafeString, trusted


class Shape(NamedTuple):
    # All the ways there are, under a title; else those that the head of an article has room for.
    whole: bool


def ways_to_share(article: Article, url: str, short_url: str) -> dict[str, SafeString]:
    """Print the ways for `head` and `foot` of the page of `article`; `url` and `short_url` are its addresses."""
    texts = {
        "headline": escape(article.headline),
        "url": escape(url),
        "short_url": escape(short_url),
        "headline_quoted": quote(article.headline, safe=""),
        "url_quoted": quote(url, safe=""),
        "short_url_quoted": quote(short_url, safe=""),
    }
    return {
        place: trusted(pattern(article.language, "articles/_share", Shape(whole)) % texts)
        for place, whole in (("head", False), ("foot", True))
    }
