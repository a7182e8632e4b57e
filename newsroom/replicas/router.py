from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from newsroom.replicas import choosing


class Router:
    """Django's question which database to ask: the one that the page at hand is read from, and to write the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        # In a transaction everything is read as it is written.
        return DEFAULT_DB_ALIAS if connections[DEFAULT_DB_ALIAS].in_atomic_block else choosing.source()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        # Who has written reads what was written.
        choosing.read_from_the_primary()
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, alias: str, app_label: str, **hints: Any) -> bool:
        return alias == DEFAULT_DB_ALIAS
