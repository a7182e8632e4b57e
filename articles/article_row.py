"""An article in a list: kicker, headline, standfirst, the line under them and its picture."""

from datetime import date, datetime
from typing import NamedTuple

from markupsafe import escape

from articles.meta_line import meta_line
from articles.models import Article, Section
from articles.pictures import picture_element
from newsroom.patterns import pattern
from newsroom.sanitize import SafeString, trusted

SIZES = "(min-width: 1000px) 264px, (min-width: 700px) 200px, 96px"


class Shape(NamedTuple):
    # Of the headline.
    level: int
    names_section: bool
    has_kicker: bool
    has_picture: bool


def article_row(
    article: Article,
    now: datetime | date,
    *,
    language: str,
    comments: int,
    level: int = 2,
    within: Section | None = None,
) -> SafeString:
    """Print the row in `language`; of the section `within` whose page it is, the name is not said again."""
    section, picture = article.section, article.picture
    name = getattr(section, f"name_{language}") if section else ""
    shape = Shape(
        level,
        names_section=not within,
        has_kicker=bool(article.kicker) and article.kicker != name,
        has_picture=picture is not None,
    )
    texts = {
        "accent": section.accent if section else "",
        "section": escape(name),
        "kicker": escape(article.kicker),
        "url": article.get_absolute_url(),
        "headline": escape(article.teaser_headline),
        "standfirst": escape(article.standfirst),
        "meta": meta_line(article, now, language=language, comments=comments),
        "picture": picture_element(picture, crop="3x2", narrow="1x1", sizes=SIZES),
    }
    return trusted(pattern(language, "articles/_row", shape) % texts)
