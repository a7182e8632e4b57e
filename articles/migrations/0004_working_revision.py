import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    revisions = apps.get_model("articles", "ArticleRevision").objects.filter(article=models.OuterRef("pk"))
    newest = models.Subquery(revisions.order_by("-number").values("pk")[:1])
    apps.get_model("articles", "Article").objects.update(working_revision=newest)


class Migration(migrations.Migration):
    # PostgreSQL builds no index on a table whose rows the same transaction has changed.
    atomic = False
    dependencies = [("articles", "0003_editorial_workflow")]
    operations = [
        migrations.AddField(
            model_name="article",
            name="working_revision",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.articlerevision",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("status", "published"), ("working_revision__gt", models.F("live_revision"))),
                fields=["-changed_at", "-id"],
                name="articles_ahead",
            ),
        ),
    ]
