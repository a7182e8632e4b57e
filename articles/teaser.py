"""What an article says of itself wherever another page leads to it: its place, its kicker and its headline."""

from typing import Any

from markupsafe import escape

from articles.models import Article


def teaser_texts(article: Article, language: str) -> dict[str, Any]:
    """Return the texts for a pattern, as HTML; no kicker where it says what the section says."""
    section = article.section
    name = getattr(section, f"name_{language}") if section else ""
    return {
        "accent": section.accent if section else "",
        "section": escape(name),
        "kicker": escape(article.kicker) if article.kicker != name else "",
        "url": article.get_absolute_url(),
        "headline": escape(article.teaser_headline),
    }
