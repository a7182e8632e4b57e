"""An article as a headline with a small picture beside it."""

from typing import NamedTuple

from markupsafe import escape

from articles.models import Article
from articles.models.image import Picture
from articles.pictures import picture_element
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
    section, picture = article.section, article.picture
    name = getattr(section, f"name_{language}") if section else ""
    shape = Shape(
        level,
        wide,
        has_section=bool(name),
        has_kicker=bool(article.kicker) and article.kicker != name,
        has_picture=picture is not None,
    )
    texts = {
        "accent": section.accent if section else "",
        "section": escape(name),
        "kicker": escape(article.kicker),
        "url": article.get_absolute_url(),
        "headline": escape(article.teaser_headline),
        "picture": _picture(picture, wide=wide),
    }
    return trusted(pattern(language, "articles/_thumb", shape) % texts)


def _picture(picture: Picture | None, *, wide: bool) -> SafeString:
    if wide:
        return picture_element(picture, crop="3x2", narrow="1x1", sizes="148px")
    return picture_element(picture, crop="1x1", sizes="112px")
