from django.db import migrations

from newsroom.rights import given


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0006_editors_rights"), ("articles", "0005_redirects_by_hand")]
    operations = [given({"chief editor": ["articles.add_redirect"]})]
