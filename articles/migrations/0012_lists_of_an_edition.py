from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_windows")]
    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["language", "-changed_at", "-id"], name="articles_changed_of_edition"),
        ),
    ]
