import logging
from collections.abc import Callable

from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)


@never_cache
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """Say that the process answers; nothing else is asked."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether pages can be served: 200 with every check true, else 503. Reasons go to the log, not to strangers."""
    checks: dict[str, Callable[[], bool]] = {
        "database": _database_answers,
        "migrations": _migrations_are_applied,
        "storage": _storage_answers,
    }
    results = {name: _holds(name, check) for name, check in checks.items()}
    return JsonResponse(results, status=200 if all(results.values()) else 503)


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        # Whatever is wrong is the answer here, and the operator finds it in the log.
        log.exception("not ready: %s", name)
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _storage_answers() -> bool:
    for alias in ("default", "originals"):
        # Of the place itself: a folder may still be to come, a bucket has to answer.
        storages[alias].exists("")
    return True
