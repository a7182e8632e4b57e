from typing import Any

from django.db import migrations

from newsroom import stemming
from newsroom.sanitize import plain

COLUMNS = ("headline", "kicker", "standfirst", "body", "search_text")


def index(apps: Any, schema_editor: Any) -> None:
    """Store of each article its words and their stems; its index is made after the migrations, articles.search_index."""
    articles = apps.get_model("articles", "Article").objects
    batch = []
    for row in articles.only(*COLUMNS).order_by("pk").iterator(chunk_size=500):
        row.search_text = stemming.indexed(f"{row.headline} {row.kicker} {row.standfirst} {plain(row.body)}")
        batch.append(row)
        if len(batch) == 500:
            articles.bulk_update(batch, ["search_text"])
            batch = []
    articles.bulk_update(batch, ["search_text"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_is_behind")]
    operations = [migrations.RunPython(index, migrations.RunPython.noop, elidable=True)]
