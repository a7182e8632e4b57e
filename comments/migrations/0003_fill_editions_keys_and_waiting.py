from django.db import migrations
from django.db.models import F, OuterRef, Subquery

from newsroom.pseudonyms import mail_pseudonym


def fill(apps, schema_editor):
    comment = apps.get_model("comments", "Comment")
    article = apps.get_model("articles", "Article")
    language = article.objects.filter(pk=OuterRef("article")).values("language")
    comment.objects.update(edition=Subquery(language[:1]))
    comment.objects.filter(state="pending").update(waiting_since=F("submitted_at"))
    batch = []
    for row in comment.objects.exclude(email="").only("pk", "email").iterator(chunk_size=1000):
        row.email_key = mail_pseudonym(row.email)
        batch.append(row)
        if len(batch) == 500:
            comment.objects.bulk_update(batch, ["email_key"])
            batch.clear()
    comment.objects.bulk_update(batch, ["email_key"])


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_moderation"), ("articles", "0002_comments_mode")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
