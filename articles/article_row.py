"""An article in a list: kicker, headline, standfirst, the line under them and its picture."""

from datetime import date, datetime
from typing import NamedTuple

from markupsafe import escape

from articles.meta_line import meta_line
from articles.models import Article, Section
from articles.pictures import picture_element
from articles.teaser import teaser_texts
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
    texts = teaser_texts(article, language) | {
        "standfirst": escape(article.standfirst),
        "meta": meta_line(article, now, language=language, comments=comments),
        "picture": picture_element(article.picture, crop="3x2", narrow="1x1", sizes=SIZES),
    }
    shape = Shape(
        level,
        names_section=not within,
        has_kicker=bool(texts["kicker"]),
        has_picture=article.picture is not None,
    )
    return trusted(pattern(language, "articles/_row", shape) % texts)
