from django.core import validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_working_revision")]
    operations = [
        migrations.AlterModelOptions(
            name="redirect",
            options={
                "default_permissions": ("add", "view", "delete"),
                "ordering": ["-created_at", "-pk"],
                "verbose_name": "redirect",
                "verbose_name_plural": "redirects",
            },
        ),
        migrations.AlterField(
            model_name="article",
            name="slug",
            field=models.CharField(
                blank=True,
                help_text=(
                    "Made from the headline where empty. Changed later, the earlier address leads readers to the new one."
                ),
                max_length=100,
                validators=[validators.validate_unicode_slug],
                verbose_name="address word",
            ),
        ),
    ]
