from django.db import migrations

from newsroom.rights import given

EDITING = [f"articles.{act}_synonym" for act in ("view", "add", "change")]


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0013_identity"), ("articles", "0022_search")]
    operations = [given({"editor": EDITING, "chief editor": [*EDITING, "articles.delete_synonym"]})]
