"""JSON-LD as Google's Article document asks for it: pure functions of an article that readers may see."""

from typing import Any

from articles.choices import Kind
from articles.foot import Foot
from articles.models import Article
from newsroom.addresses import absolute
from newsroom.models import Site
from newsroom.templatetags.newsroom import iso

# schema.org's subtypes; an interview has none of its own.
TYPES = {Kind.ANALYSIS: "AnalysisNewsArticle", Kind.OPINION: "OpinionNewsArticle", Kind.LIVE: "LiveBlogPosting"}


def news_article(article: Article, site: Site, editions: dict[str, Article], foot: Foot) -> dict[str, Any]:
    """Return the article's NewsArticle; the dates are those the page shows."""
    address = absolute(article.get_absolute_url())
    content: dict[str, Any] = {
        **identity(article),
        "mainEntityOfPage": address,
        "url": address,
        "headline": article.headline,
        "description": article.standfirst,
        "inLanguage": article.language,
        "datePublished": iso(article.public_since),
        "dateModified": iso(article.updated_at_public or article.public_since),
        "author": [
            {"@type": "Person", "name": author.name, "url": absolute(author.url_in(article.language))}
            for author in article.authors
        ]
        or [_organisation(site)],
        "publisher": _organisation(site),
        "articleSection": article.section.name if article.section else "",
        "keywords": [topic.name for topic in foot.topics],
        "wordCount": article.word_count,
        "isAccessibleForFree": True,
    }
    if article.dateline:
        content["dateline"] = article.dateline
    if article.picture:
        content["image"] = [absolute(rendition["url"]) for rendition in _pictures(article)]
    content |= _translations(article, editions)
    corrections = [
        {"@type": "CorrectionComment", "text": row.text, "datePublished": iso(row.published_at)}
        for row in foot.corrections
    ]
    return content | ({"correction": corrections} if corrections else {})


def identity(article: Article) -> dict[str, Any]:
    """Return what says in every script element of the page that it speaks of this article."""
    return {
        "@context": "https://schema.org",
        "@type": TYPES.get(Kind(article.kind), "NewsArticle"),
        "@id": f"{absolute(article.get_absolute_url())}#article",
    }


def website(site: Site, address: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site.name,
        "url": address,
        "publisher": _organisation(site),
    }


def _organisation(site: Site) -> dict[str, Any]:
    return {"@type": "NewsMediaOrganization", "name": site.name, "url": absolute("/")}


def _pictures(article: Article) -> list[dict[str, Any]]:
    image = article.picture.image if article.picture else None
    return [*([image.share] if image and image.share else []), *(image.scaled[-1:] if image else [])]


def _translations(article: Article, editions: dict[str, Article]) -> dict[str, Any]:
    others = [edition for edition in editions.values() if edition.pk != article.pk]
    if not others:
        return {}
    name = "translationOfWork" if article.translated_from_id == others[0].pk else "workTranslation"
    return {name: {"@type": "NewsArticle", "@id": f"{absolute(others[0].get_absolute_url())}#article"}}
