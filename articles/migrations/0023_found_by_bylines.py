from typing import Any

from django.db import migrations

from articles import search_words
from newsroom.sanitize import plain

AT_ONCE = 500


def index_again(apps: Any, schema_editor: Any) -> None:
    """Store the words of all articles as they are made now: those of their bylines among them, and the marks."""
    articles = apps.get_model("articles", "Article").objects
    batch = []
    rows = articles.order_by("pk").prefetch_related("topics", "bylines")
    for row in rows.defer("body_html", "search_text").iterator(chunk_size=AT_ONCE):
        row.search_head, row.search_text = search_words.columns(row, search_words.named(row), plain(row.body))
        batch.append(row)
        if len(batch) == AT_ONCE:
            articles.bulk_update(batch, search_words.COLUMNS)
            batch = []
    articles.bulk_update(batch, search_words.COLUMNS)


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_search")]
    operations = [migrations.RunPython(index_again, migrations.RunPython.noop, elidable=True)]
