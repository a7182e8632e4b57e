from django.db import migrations

from newsroom.rights import given

EDITING = ["articles.change_pin", "articles.view_redirect"]
RIGHTS = {
    "editor": EDITING,
    "chief editor": [*EDITING, "articles.override_embargo", "articles.delete_redirect"],
}


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0005_editorial_workflow"), ("articles", "0003_editorial_workflow")]
    operations = [given(RIGHTS)]
