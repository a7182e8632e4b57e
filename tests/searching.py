"""What a reader who searches finds."""

from typing import Any

from django.test import Client
from html_page import page_of


def found(query: str, language: str = "ar", **filters: Any) -> list[str]:
    """Return the headlines that a reader finds, in their order."""
    answer = Client().get(f"/{language}/search/", {"q": query} | filters)
    assert answer.status_code == 200
    return [heading.words for heading in page_of(answer).all("h2", class_="row__headline")]
