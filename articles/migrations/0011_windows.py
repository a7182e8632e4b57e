import secrets
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def name_windows(apps: Any, schema_editor: Any) -> None:
    """Give each kept text a window of its own: nobody knows in which it was typed."""
    unsaved = apps.get_model("articles", "Unsaved").objects
    for key in unsaved.values_list("pk", flat=True):
        unsaved.filter(pk=key).update(window=secrets.token_urlsafe(16))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_drafts_without_a_section"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RemoveConstraint("unsaved", "articles_unsaved_of_an_article"),
        migrations.RemoveConstraint("unsaved", "articles_unsaved_of_a_new_one"),
        migrations.AddField("unsaved", "window", models.CharField(default="", max_length=43), preserve_default=False),
        migrations.AddField(
            "unsaved", "continued_by", models.CharField(blank=True, default="", max_length=43), preserve_default=False
        ),
        migrations.AddField(
            "unsaved", "sent", models.CharField(blank=True, default="", max_length=80), preserve_default=False
        ),
        migrations.RunPython(name_windows, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            "unsaved", models.UniqueConstraint(fields=["user", "window"], name="articles_unsaved_once_a_window")
        ),
        migrations.AddField(
            "presence",
            "taken_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("presence", "taken_at", models.DateTimeField(null=True)),
    ]
