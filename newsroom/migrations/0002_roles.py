from django.contrib.auth.management import create_permissions
from django.db import migrations

ARTICLES = ["articles.add_article", "articles.change_article", "articles.view_article", "articles.submit_article"]
LOOKING = [
    f"articles.view_{name}" for name in ("section", "topic", "author", "image", "imagetext", "correction", "page")
]
PICTURES = [f"articles.{act}_{name}" for act in ("add", "change") for name in ("image", "imagetext")]
EDITING = [
    "articles.approve_article",
    "articles.publish_article",
    "articles.delete_article",
    *(f"articles.{act}_{name}" for act in ("add", "change") for name in ("correction", "topic", "author")),
    "comments.view_comment",
    "comments.view_moderationaction",
    "comments.moderate_comment",
]
LEADING = [
    *(f"articles.{act}_page" for act in ("add", "change", "delete", "submit", "approve", "publish")),
    *(f"articles.{act}_section" for act in ("add", "change", "delete")),
    *(f"articles.delete_{name}" for name in ("topic", "author", "image", "imagetext")),
    *(f"newsroom.{act}_user" for act in ("add", "change", "view")),
    *(f"newsroom.{act}_site" for act in ("add", "change", "view")),
    "newsroom.view_auditentry",
    "auth.view_group",
]
ROLES = {
    "writer": ARTICLES + LOOKING + PICTURES,
    "translator": ARTICLES + LOOKING,
    "editor": ARTICLES + LOOKING + PICTURES + EDITING,
    "chief editor": ARTICLES + LOOKING + PICTURES + EDITING + LEADING,
    "photo editor": [
        "articles.view_article",
        *LOOKING,
        *PICTURES,
        "articles.delete_image",
        "articles.delete_imagetext",
    ],
    "moderator": [
        "articles.view_article",
        "comments.view_comment",
        "comments.view_moderationaction",
        "comments.moderate_comment",
    ],
}


def make_roles(apps, schema_editor):
    # Django makes permissions after all migrations; the groups need them now.
    for config in apps.get_app_configs():
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    group = apps.get_model("auth", "Group")
    permission = apps.get_model("auth", "Permission")
    for name, wanted in ROLES.items():
        keys = []
        for full_name in wanted:
            app, codename = full_name.split(".")
            keys.append(permission.objects.get(content_type__app_label=app, codename=codename).pk)
        group.objects.get_or_create(name=name)[0].permissions.set(keys)


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0001_initial"),
        ("articles", "0001_initial"),
        ("comments", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(make_roles, remove_roles)]
