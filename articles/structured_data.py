"""JSON-LD as Google's Article document asks for it: pure functions of an article that readers may see."""

from typing import Any

from articles.choices import Kind
from articles.foot import Foot
from articles.models import Article
from articles.models.image import Picture
from newsroom.addresses import absolute, path_to
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
        "dateModified": iso(article.modified_at),
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
        content["image"] = _pictures(article.picture)
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


def breadcrumb(article: Article, site: Site) -> dict[str, Any]:
    """Return the way to the article: the front page, its section, itself."""
    steps = [(site.name, path_to("articles:front_page", language=article.language))]
    if article.section:
        steps.append((article.section.name, article.section.url_in(article.language)))
    steps.append((article.headline, article.get_absolute_url()))
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": absolute(path)}
            for number, (name, path) in enumerate(steps, 1)
        ],
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


def _pictures(picture: Picture) -> list[dict[str, Any]]:
    """Return the picture in the three shapes that Google asks for, with what it asks for of a licensed image."""
    image = picture.image
    told = {
        "caption": picture.caption,
        "creditText": picture.credit,
        "copyrightNotice": "" if image.licence_address else image.licence,
    }
    told |= {"license": image.licence_address, "acquireLicensePage": image.source_address}
    shapes = (image.rendition(crop, at_least=1280) for crop in ("16x9", "4x3", "1x1"))
    return [
        {"@type": "ImageObject", "url": absolute(shape["url"]), "width": shape["width"], "height": shape["height"]}
        | {name: value for name, value in told.items() if value}
        for shape in shapes
        if shape
    ]


def _translations(article: Article, editions: dict[str, Article]) -> dict[str, Any]:
    others = [edition for edition in editions.values() if edition.pk != article.pk]
    if not others:
        return {}
    name = "translationOfWork" if article.translated_from_id == others[0].pk else "workTranslation"
    return {name: {"@type": "NewsArticle", "@id": f"{absolute(others[0].get_absolute_url())}#article"}}
