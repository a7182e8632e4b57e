"""How PostgreSQL plans what is asked again and again.

A statement that a connection has run five times gets one plan for all values (`prepare_threshold` of psycopg, and
PostgreSQL's plan cache), where that looks no dearer: for most of what pages ask, planning takes longer than answering.
Where it goes by the values how many rows there are, the plan for all of them can take hundreds of times as long, and
PostgreSQL cannot tell: it knows nothing of which word a search is for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections


@contextmanager
def planned_anew(using: str) -> Iterator[None]:
    """Let what is asked of the database `using` within be planned for the values that it is asked with."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    session: Any = connection.connection
    threshold, session.prepare_threshold = session.prepare_threshold, None
    try:
        yield
    finally:
        session.prepare_threshold = threshold
