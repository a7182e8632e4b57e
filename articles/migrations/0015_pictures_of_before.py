import re
import secrets
from typing import Any

from django.db import migrations

FIGURE = re.compile(r'<figure data-image="(\d+)">')


def forget_files(apps: Any, schema_editor: Any) -> None:
    """Give each picture a folder of its own, in which `run_due` makes its files; until then no page links any."""
    for image in apps.get_model("articles", "Image").objects.only("pk").iterator():
        image.key, image.renditions = secrets.token_hex(16), {}
        image.save(update_fields=["key", "renditions"])


def note_uses(apps: Any, schema_editor: Any) -> None:
    """Store which pictures articles and pages use: Illustrated.note_uses."""
    known = set(apps.get_model("articles", "Image").objects.values_list("pk", flat=True))
    use = apps.get_model("articles", "ImageUse")
    articles = apps.get_model("articles", "Article").objects.select_related("working_revision", "pending_revision")
    for article in articles.iterator(chunk_size=500):
        copies = [{"lead_image": article.lead_image_id, "body": article.body}]
        copies += [revision.content for revision in (article.working_revision, article.pending_revision) if revision]
        keys = {copy.get("lead_image") for copy in copies}.union(*(shown(copy.get("body", "")) for copy in copies))
        use.objects.bulk_create(use(article_id=article.pk, image_id=key) for key in keys & known)
    for page in apps.get_model("articles", "Page").objects.iterator():
        use.objects.bulk_create(use(page_id=page.pk, image_id=key) for key in shown(page.body) & known)


def shown(body: str) -> set[int]:
    return set(map(int, FIGURE.findall(body)))


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_pictures")]
    operations = [
        migrations.RunPython(forget_files, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(note_uses, migrations.RunPython.noop, elidable=True),
    ]
