"""The body as readers get it, made from the sanitised source when an article is published.

The source names pictures and embeds (`<figure data-image="12">`) and never holds img,
iframe or src; here our own templates make them, so that nothing an editor pastes decides
what a reader's browser loads.
"""

import re
from dataclasses import dataclass
from html import unescape

from django.template.loader import render_to_string
from django.utils import translation

from articles.footnotes import render_notes
from articles.models.image import Image
from articles.quotations import render_quotations
from articles.tables import render_tables
from newsroom.embeds import embed_at
from newsroom.sanitize import trusted

# The sanitiser writes the last bytes, so that these forms are the only ones.
FIGURE = re.compile(r'<figure(?P<attributes>(?: data-[a-z]+="[^"]*")+)>(?P<inside>.*?)</figure>', re.DOTALL)
ATTRIBUTE = re.compile(r' data-(?P<name>[a-z]+)="(?P<value>[^"]*)"')
CAPTION = re.compile(r"\A\s*<figcaption[^>]*>(?P<text>.*)</figcaption>\s*\Z", re.DOTALL)


@dataclass(frozen=True)
class ImageFigure:
    """A picture in a text: the key of its image, and what is said of it there alone, "" where its own words do."""

    image: int
    alt: str
    credit: str


def render_body(body: str, language: str) -> str:
    """Return the HTML of a cleaned `body` in `language`: figures, quotations, notes and tables made.

    One query for all pictures. A picture that is no longer there leaves its caption out as well.
    """
    images = Image.objects.prefetch_related("texts").in_bulk(pictures_of(body))
    with translation.override(language):
        body = FIGURE.sub(lambda figure: _figure(figure, images, language), body)
        return render_tables(render_notes(render_quotations(body)))


def pictures_of(body: str) -> set[int]:
    """Return the keys of the images in a cleaned `body`; whether they are there is not asked."""
    return {figure.image for figure in figures_of(body)}


def figures_of(body: str) -> list[ImageFigure]:
    """Return the pictures in a cleaned `body`, with the words of their own that they have there."""
    every = (_attributes(figure) for figure in FIGURE.finditer(body))
    return [ImageFigure(int(told["image"]), **_own(told)) for told in every if "image" in told]


def render_again(image: Image) -> None:
    """Let all articles whose text shows `image` have it as it is now; inside the transaction of what changed it."""
    from articles.models import Article  # noqa: PLC0415 (it needs this module)

    shown = Article.objects.filter(image_uses__image=image, body__contains=f'data-image="{image.pk}"')
    for article in shown.only("body", "language"):
        # Published anew meanwhile, it has the picture as it is now already.
        rows = Article.objects.filter(pk=article.pk, body=article.body)
        rows.update(body_html=render_body(article.body, article.language))


def _attributes(figure: re.Match[str]) -> dict[str, str]:
    return {found["name"]: unescape(found["value"]) for found in ATTRIBUTE.finditer(figure["attributes"])}


def _own(told: dict[str, str]) -> dict[str, str]:
    return {name: told.get(name, "").strip() for name in ("alt", "credit")}


def _figure(figure: re.Match[str], images: dict[int, Image], language: str) -> str:
    told = _attributes(figure)
    found = CAPTION.match(figure["inside"])
    caption = trusted(found["text"]) if found else ""
    if "embed" in told:
        embed = embed_at(told["embed"])
        return render_to_string("articles/body/embed.html", {"embed": embed, "caption": caption}) if embed else ""
    image = images.get(int(told.get("image", 0)))
    if image is None:
        return ""
    context = {"picture": image.as_picture(language, **_own(told)), "caption": caption}
    return render_to_string("articles/body/picture.html", context)
