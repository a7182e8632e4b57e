from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0020_sections_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="evergreen",
            field=models.BooleanField(
                default=False,
                help_text="It stays right for years: readers are not told how long ago it was published.",
                verbose_name="does not age",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="related_picks",
            field=models.JSONField(blank=True, default=list, verbose_name="related articles"),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(fields=["-published_at", "-id"], name="articles_newest_corrections"),
        ),
    ]
