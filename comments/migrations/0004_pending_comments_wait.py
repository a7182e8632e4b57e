from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_fill_editions_keys_and_waiting")]
    operations = [
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "pending"), _negated=True), ("waiting_since__isnull", False), _connector="OR"
                ),
                name="comments_pending_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("pending", "approved")), ("waiting_since", None), _connector="OR"),
                name="comments_refused_does_not_wait",
            ),
        ),
    ]
