"""The rights of the roles, as migrations give them."""

from typing import Any

from django.contrib.auth.management import create_permissions
from django.db.migrations import RunPython


def given(rights: dict[str, list[str]]) -> RunPython:
    """Return the operation that gives each role (its group's name) the rights named "app.codename", and takes them.

    A role that a newsroom has deleted is left out.
    """

    def give(apps: Any, schema_editor: Any) -> None:
        # Django makes permissions after all migrations; the groups need them now.
        for config in apps.get_app_configs():
            config.models_module = True
            create_permissions(config, apps=apps, verbosity=0)
            config.models_module = None
        for group, permissions in _of_roles(apps, rights):
            group.permissions.add(*permissions)

    def take(apps: Any, schema_editor: Any) -> None:
        for group, permissions in _of_roles(apps, rights):
            group.permissions.remove(*permissions)

    return RunPython(give, take)


def _of_roles(apps: Any, rights: dict[str, list[str]]) -> list[tuple[Any, list[Any]]]:
    permission = apps.get_model("auth", "Permission").objects
    found = []
    for group in apps.get_model("auth", "Group").objects.filter(name__in=rights):
        names = [name.split(".") for name in rights[group.name]]
        found.append(
            (group, [permission.get(content_type__app_label=app, codename=codename) for app, codename in names])
        )
    return found
