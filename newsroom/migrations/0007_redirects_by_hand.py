from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLE = "chief editor"
RIGHT = {"content_type__app_label": "articles", "codename": "add_redirect"}


def give(apps, schema_editor):
    # Django makes permissions after all migrations; the group needs it now.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group = apps.get_model("auth", "Group").objects.filter(name=ROLE).first()
    if group:
        group.permissions.add(apps.get_model("auth", "Permission").objects.get(**RIGHT))


def take(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name=ROLE):
        group.permissions.remove(*apps.get_model("auth", "Permission").objects.filter(**RIGHT))


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0006_editors_rights"), ("articles", "0005_redirects_by_hand")]
    operations = [migrations.RunPython(give, take)]
