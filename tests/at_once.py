"""Several people in the same moment, on a database that their threads really share."""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection


class AtOnce:
    """Runs functions in threads of their own, all from the same moment on, and returns their answers.

    SQLite's test database lives in the memory of one connection, so that the threads get a
    copy of it in a file: what they did is seen from a thread only.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.file = folder / "shared.sqlite3"
        self.monkeypatch = monkeypatch

    def __call__(self, *functions: Callable[[], Any]) -> list[Any]:
        if connection.vendor == "sqlite" and not self.file.exists():
            self.share()
        if connection.vendor == "postgresql":
            # A worker has fewer, and some would wait for the others to end.
            connection.pool.resize(4, 4 + len(functions))
        start = threading.Barrier(len(functions))

        def wait_and_run(function: Callable[[], Any]) -> Any:
            try:
                start.wait(timeout=30)
                return function()
            finally:
                connection.close()

        with ThreadPoolExecutor(len(functions)) as threads:
            return list(threads.map(wait_and_run, functions))

    def share(self) -> None:
        with sqlite3.connect(self.file) as shared:
            connection.connection.backup(shared)
            # As `migrate` leaves it: the change itself would not wait for others.
            shared.execute("PRAGMA journal_mode=WAL")
        self.monkeypatch.setitem(connection.settings_dict, "NAME", self.file)
