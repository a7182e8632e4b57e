from django.db import migrations

from newsroom.rights import given

MODERATING = [
    *(f"comments.{act}_term" for act in ("add", "change", "delete", "view")),
    "comments.view_block",
    "comments.delete_block",
    "comments.view_report",
]
# Who answers for the newsroom sees who wrote; who moderates all day does not need to.
RIGHTS = {
    "moderator": MODERATING,
    "editor": MODERATING,
    "chief editor": [*MODERATING, "comments.view_commenter_pii", "newsroom.view_outboxmessage"],
}


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0003_comment_rules_outbox_tallies"), ("comments", "0004_pending_comments_wait")]
    operations = [given(RIGHTS)]
