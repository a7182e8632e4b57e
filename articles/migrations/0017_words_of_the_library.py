from typing import Any

from django.db import migrations, models
from django.db.models import Q

from newsroom import stemming

COLUMNS = ["search_text", "lacks_ar", "lacks_en"]


def index(apps: Any, schema_editor: Any) -> None:
    """Store of each picture its words and their stems, as articles.models.findable does."""
    images = apps.get_model("articles", "Image").objects
    batch = []
    for row in images.prefetch_related("texts").order_by("pk").iterator(chunk_size=500):
        texts = [word for text in row.texts.all() for word in (text.alt, text.caption, text.credit)]
        row.search_text = stemming.indexed(" ".join([row.title, row.source, row.licence, *texts]))
        described = {text.language for text in row.texts.all() if text.alt}
        row.lacks_ar, row.lacks_en = "ar" not in described, "en" not in described
        batch.append(row)
        if len(batch) == 500:
            images.bulk_update(batch, COLUMNS)
            batch = []
    images.bulk_update(batch, COLUMNS)


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_share_cards")]
    operations = [
        migrations.AddField(
            model_name="image",
            name="search_text",
            field=models.TextField(blank=True, default="", editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="image", name="lacks_ar", field=models.BooleanField(default=True, editable=False)
        ),
        migrations.AddField(
            model_name="image", name="lacks_en", field=models.BooleanField(default=True, editable=False)
        ),
        migrations.RunPython(index, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(
                condition=Q(lacks_ar=True), fields=["-created_at", "-id"], name="articles_images_lack_arabic"
            ),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(
                condition=Q(lacks_en=True), fields=["-created_at", "-id"], name="articles_images_lack_english"
            ),
        ),
    ]
