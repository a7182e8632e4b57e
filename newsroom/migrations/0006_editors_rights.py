from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITING = ["articles.change_pin", "articles.view_redirect"]
RIGHTS = {
    "editor": EDITING,
    "chief editor": [*EDITING, "articles.override_embargo", "articles.delete_redirect"],
}


def give(apps, schema_editor):
    # Django makes permissions after all migrations; the groups need them now.
    for config in apps.get_app_configs():
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    group = apps.get_model("auth", "Group")
    permission = apps.get_model("auth", "Permission")
    for name, wanted in RIGHTS.items():
        found = group.objects.filter(name=name).first()
        for full_name in wanted if found else ():
            app, codename = full_name.split(".")
            found.permissions.add(permission.objects.get(content_type__app_label=app, codename=codename))


def take(apps, schema_editor):
    permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=RIGHTS):
        for full_name in RIGHTS[group.name]:
            app, codename = full_name.split(".")
            group.permissions.remove(*permission.objects.filter(content_type__app_label=app, codename=codename))


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0005_editorial_workflow"), ("articles", "0003_editorial_workflow")]
    operations = [migrations.RunPython(give, take)]
