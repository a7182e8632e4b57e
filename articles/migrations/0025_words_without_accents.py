from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.db import migrations
from django.db.models import Q, QuerySet

from articles import search_words
from newsroom import stemming
from newsroom.sanitize import plain

AT_ONCE = 100
# A Latin letter that is written with a mark or is one of those that now compare as two, or a mark by itself.
ACCENTED = "[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]"


def store_again(
    rows: QuerySet[Any], texts: tuple[str, ...], columns: tuple[str, ...], store: Callable[[Any], None]
) -> None:
    """Let `store` make `columns` anew of the rows with an accent in what is stored, or in one of `texts`."""
    accented = reduce(or_, (Q(**{f"{text}__regex": ACCENTED}) for text in ("search_text", *texts)))
    batch = []
    for row in rows.filter(accented).order_by("pk").iterator(chunk_size=AT_ONCE):
        store(row)
        batch.append(row)
        if len(batch) == AT_ONCE:
            rows.model.objects.bulk_update(batch, columns)
            batch = []
    rows.model.objects.bulk_update(batch, columns)


def of_article(row: Any) -> None:
    row.search_head, row.search_text = search_words.columns(row, search_words.named(row), plain(row.body))


def of_image(row: Any) -> None:
    texts = [word for text in row.texts.all() for word in (text.alt, text.caption, text.credit)]
    row.search_text = stemming.indexed(" ".join([row.title, row.source, row.licence, *texts]))


def fold_accents(apps: Any, schema_editor: Any) -> None:
    articles = apps.get_model("articles", "Article").objects.defer("body_html", *search_words.COLUMNS)
    images = apps.get_model("articles", "Image").objects.prefetch_related("texts")
    articles = articles.prefetch_related("topics", "bylines")
    store_again(articles, ("headline", "kicker", "standfirst", "body"), search_words.COLUMNS, of_article)
    store_again(images, ("title", "source", "licence"), ("search_text",), of_image)


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_embargoes")]
    operations = [migrations.RunPython(fold_accents, migrations.RunPython.noop, elidable=True)]
