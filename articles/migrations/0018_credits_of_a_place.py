from typing import Any

from django.db import migrations, models


def say_none(apps: Any, schema_editor: Any) -> None:
    """Let the revisions of before have the field too: each holds all editorial fields (articles.fields)."""
    revisions = apps.get_model("articles", "ArticleRevision").objects
    rows = []
    for row in revisions.only("content").iterator(chunk_size=500):
        row.content.setdefault("lead_credit", "")
        rows.append(row)
        if len(rows) == 500:
            revisions.bulk_update(rows, ["content"])
            rows = []
    revisions.bulk_update(rows, ["content"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_words_of_the_library")]
    operations = [
        migrations.AddField(
            model_name="article",
            name="lead_credit",
            field=models.CharField(blank=True, max_length=120, verbose_name="credit here"),
        ),
        migrations.RunPython(say_none, migrations.RunPython.noop, elidable=True),
    ]
