from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_pictures_of_before")]

    operations = [
        migrations.AddField("article", "share_card", models.CharField(default="", editable=False, max_length=32)),
        migrations.AddField("article", "share_card_of", models.PositiveBigIntegerField(editable=False, null=True)),
        migrations.AddIndex(
            "article",
            models.Index(
                condition=models.Q(
                    ("live_revision__isnull", False),
                    ("status", "published"),
                    models.Q(
                        ("share_card_of", None),
                        ("share_card_of__lt", models.F("live_revision")),
                        ("share_card_of__gt", models.F("live_revision")),
                        _connector="OR",
                    ),
                ),
                fields=["-first_published_at", "-id"],
                name="articles_without_card",
            ),
        ),
    ]
