from typing import Any

from django.db import migrations, models

from newsroom import stemming

FAMILIES = ("أمريكا\nأميركا", "درون\nمسيّرة", "صواريخ\nصاروخ", "مسئول\nمسؤول")
AT_ONCE = 500


def index_again(apps: Any, schema_editor: Any) -> None:
    """Store the words of all pictures as the stemmer makes them now; of articles, 0023 does."""
    images = apps.get_model("articles", "Image").objects
    for row in images.order_by("pk").prefetch_related("texts").iterator(chunk_size=AT_ONCE):
        texts = [word for text in row.texts.all() for word in (text.alt, text.caption, text.credit)]
        found_by = stemming.indexed(" ".join([row.title, row.source, row.licence, *texts]))
        images.filter(pk=row.pk).update(search_text=found_by)


def write_families(apps: Any, schema_editor: Any) -> None:
    synonyms = apps.get_model("articles", "Synonym").objects
    synonyms.bulk_create(synonyms.model(words=words) for words in FAMILIES)


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_age_and_picks")]
    operations = [
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    models.TextField(
                        help_text="One word a line, two at least: whoever searches for one of them finds the others too. Plurals and other forms are found by themselves.",
                        max_length=500,
                        verbose_name="words",
                    ),
                ),
            ],
            options={
                "verbose_name": "family of synonyms",
                "verbose_name_plural": "synonyms of the search",
                "ordering": ["words"],
                "constraints": [
                    models.CheckConstraint(condition=~models.Q(words=""), name="articles_synonym_has_words")
                ],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="search_head",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.RunPython(index_again, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(write_families, migrations.RunPython.noop),
    ]
