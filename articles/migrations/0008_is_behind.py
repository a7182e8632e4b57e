from typing import Any

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from articles.models import translatable


def count(apps: Any, schema_editor: Any) -> None:
    """Store of each that follows another edition whether that has revisions it has not: articles.freshness."""
    counts = Q(article__first_published_at=None) | Q(pk__lte=F("article__live_revision"))
    newer = apps.get_model("articles", "ArticleRevision").objects.filter(
        counts,
        article=OuterRef("translated_from"),
        minor=False,
        pk__gt=Coalesce(OuterRef("translated_from_revision"), 0),
    )
    articles = apps.get_model("articles", "Article").objects.filter(translated_from__isnull=False)
    articles.update(is_behind=Exists(newer))


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_lists_of_the_desk")]
    operations = [
        migrations.AddField(
            model_name="article",
            name="is_behind",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(condition=Q(is_behind=True), fields=["-changed_at", "-id"], name="articles_behind"),
        ),
        migrations.AlterField(
            model_name="article",
            name="translated_from",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=translatable.set_free,
                related_name="+",
                to="articles.article",
                verbose_name="translated from",
            ),
        ),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
    ]
