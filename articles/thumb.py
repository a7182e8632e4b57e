"""An article as a headline with a small picture beside it."""

from typing import NamedTuple

from articles.models import Article
from articles.models.image import Picture
from articles.pictures import picture_element
from articles.teaser import teaser_texts
from newsroom.patterns import pattern
from newsroom.sanitize import SafeString, trusted


class Shape(NamedTuple):
    # Of the headline.
    level: int
    wide: bool
    has_section: bool
    has_kicker: bool
    has_picture: bool


def article_thumb(article: Article, *, language: str, level: int, wide: bool) -> SafeString:
    """Print it in `language`; a `wide` one has a kicker and a picture of 3:2, as related articles have."""
    texts = teaser_texts(article, language) | {"picture": _picture(article.picture, wide=wide)}
    shape = Shape(
        level,
        wide,
        has_section=bool(texts["section"]),
        has_kicker=bool(texts["kicker"]),
        has_picture=article.picture is not None,
    )
    return trusted(pattern(language, "articles/_thumb", shape) % texts)


def _picture(picture: Picture | None, *, wide: bool) -> SafeString:
    if wide:
        return picture_element(picture, crop="3x2", narrow="1x1", sizes="148px")
    return picture_element(picture, crop="1x1", sizes="112px")
