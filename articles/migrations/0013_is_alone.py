from typing import Any

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q


def look(apps: Any, schema_editor: Any) -> None:
    """Store of each that its story has an article in the other language: articles.freshness."""
    articles = apps.get_model("articles", "Article").objects
    others = articles.filter(story=OuterRef("story")).exclude(pk=OuterRef("pk"))
    articles.filter(Exists(others)).update(is_alone=False)


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_lists_of_an_edition")]
    operations = [
        migrations.AddField(
            model_name="article",
            name="is_alone",
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.RunPython(look, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(condition=Q(is_alone=True), fields=["-changed_at", "-id"], name="articles_alone"),
        ),
    ]
