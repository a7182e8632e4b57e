"""Where an article is: the way to its section, and its kicker."""

from typing import NamedTuple

from markupsafe import escape

from articles.choices import Kind
from articles.models import Article
from articles.teaser import teaser_texts
from newsroom.addresses import path_to
from newsroom.patterns import pattern
from newsroom.sanitize import SafeString, trusted


class Shape(NamedTuple):
    has_section: bool
    has_kind: bool
    has_kicker: bool


def breadcrumb(article: Article) -> SafeString:
    """Print it, each word once: kind and kicker may say the same, or what the section says."""
    section = article.section
    kind = "" if article.kind == Kind.NEWS else article.get_kind_display()
    texts = teaser_texts(article, article.language) | {
        "front_url": path_to("articles:front_page", language=article.language),
        "section_url": section.url_in(article.language) if section else "",
        "kind": escape(kind),
    }
    shape = Shape(
        has_section=section is not None,
        has_kind=bool(kind) and texts["kind"] not in (escape(article.kicker), texts["section"]),
        has_kicker=bool(texts["kicker"]),
    )
    return trusted(pattern(article.language, "articles/_breadcrumb", shape) % texts)
