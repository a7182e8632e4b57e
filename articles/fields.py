"""The editorial fields: what a revision holds, and how it gets from and to the columns of an article."""

from typing import TYPE_CHECKING, Any

from django.db.models import Model

from newsroom.plain_text import clean_text

if TYPE_CHECKING:
    from articles.models import Article

TEXTS = (
    "kicker",
    "headline",
    "short_headline",
    "standfirst",
    "body",
    "dateline",
    "kind",
    "source",
    "lead_alt",
    "lead_caption",
    "lead_credit",
    "slug",
    "seo_title",
    "seo_description",
)
ROWS = ("section", "lead_image")
LISTS = ("authors", "topics")
NAMES = (*TEXTS, *ROWS, *LISTS)


def read(article: "Article") -> dict[str, Any]:
    """Return the fields of the live columns as a revision stores them."""
    content: dict[str, Any] = {name: getattr(article, name) for name in TEXTS}
    content |= {name: getattr(article, f"{name}_id") for name in ROWS}
    content["authors"] = [byline.author_id for byline in article.byline_set.order_by("position")]
    content["topics"] = list(article.topics.order_by("pk").values_list("pk", flat=True))
    return content


def dump(fields: dict[str, Any]) -> dict[str, Any]:
    """Return model values (rows, sets of rows, texts) as a revision stores them; what is stored so already stays.

    Unknown names: TypeError.
    """
    unknown = set(fields) - set(NAMES)
    if unknown:
        raise TypeError(f"not editorial fields: {', '.join(sorted(unknown))}")
    return {name: _dump(name, value) for name, value in fields.items()}


def apply(article: "Article", content: dict[str, Any]) -> None:
    """Set the columns from a revision's content; unsaved, and without the lists, which `write_lists` stores."""
    from articles.models import Image, Section  # noqa: PLC0415 (the models import this module)

    for name in TEXTS:
        setattr(article, name, content.get(name, ""))
    # A picture or section may have been deleted since the revision was written.
    article.section = Section.objects.filter(pk=content.get("section") or 0).first()
    article.lead_image = Image.objects.filter(pk=content.get("lead_image") or 0).first()


def write_lists(article: "Article", content: dict[str, Any]) -> None:
    """Store bylines, in their order, and topics of a saved article."""
    from articles.models import Author, Topic  # noqa: PLC0415

    known = set(Author.objects.filter(pk__in=content["authors"]).values_list("pk", flat=True))
    if article.write_bylines([key for key in content["authors"] if key in known]):
        type(article).objects.filter(pk=article.pk).index_again()
    article.topics.set(Topic.objects.filter(pk__in=content["topics"]))


def _dump(name: str, value: Any) -> Any:
    if name in LISTS:
        return list(dict.fromkeys(row.pk if isinstance(row, Model) else row for row in value))
    if isinstance(value, Model):
        return value.pk
    # The body is markup and has a cleaner of its own.
    return clean_text(value) if isinstance(value, str) and name != "body" else value
