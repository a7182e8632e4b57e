from django.contrib.auth.management import create_permissions
from django.db import migrations

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
    dependencies = [("newsroom", "0003_comment_rules_outbox_tallies"), ("comments", "0004_pending_comments_wait")]
    operations = [migrations.RunPython(give, take)]
