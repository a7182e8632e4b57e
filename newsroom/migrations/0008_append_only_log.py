from django.db import migrations

from newsroom.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0007_redirects_by_hand")]
    # What was typed about somebody is forgotten when they ask; an account's lines outlive it.
    operations = [append_only("newsroom", "AuditEntry", erasable={"note": "''", "user": "NULL"})]
