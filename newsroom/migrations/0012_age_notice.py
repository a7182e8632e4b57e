from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0011_daily_salts"),
    ]

    operations = [
        migrations.AddField(
            model_name="site",
            name="age_notice_after_days",
            field=models.PositiveSmallIntegerField(
                default=365,
                help_text="0: never. An article can be left out on its own page.",
                verbose_name="days after which readers are told how old an article is",
            ),
        ),
    ]
