"""A SQLite file beside the database of the tests, with the same rows in it."""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from newsroom.management.commands.move_database import beside
from newsroom.moving import tables


@contextmanager
def copied(file, alias):
    """Make it and open it under `alias`; what is in the database now is in it."""
    connections[alias] = beside(alias, file)
    try:
        with connections[alias].schema_editor() as editor:
            for model in apps.get_models():
                editor.create_model(model)
        for done in MigrationRecorder(connection).applied_migrations():
            MigrationRecorder(connections[alias]).record_applied(*done)
        tables.move("default", alias, lambda done, total: None)
        yield file
    finally:
        connections[alias].close()
        del connections[alias]
