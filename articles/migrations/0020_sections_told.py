from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0019_read_counts"),
    ]

    operations = [
        migrations.AddField(
            model_name="section",
            name="description_ar",
            field=models.CharField(
                blank=True,
                help_text="One sentence, under its name and in search engines.",
                max_length=200,
                verbose_name="what it covers, in Arabic",
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="description_en",
            field=models.CharField(
                blank=True,
                help_text="One sentence, under its name and in search engines.",
                max_length=200,
                verbose_name="what it covers, in English",
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="more_ar",
            field=models.CharField(
                blank=True,
                help_text="On the front page; “All articles” where it is empty.",
                max_length=60,
                verbose_name="words of the link to it, in Arabic",
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="more_en",
            field=models.CharField(
                blank=True,
                help_text="On the front page; “All articles” where it is empty.",
                max_length=60,
                verbose_name="words of the link to it, in English",
            ),
        ),
    ]
