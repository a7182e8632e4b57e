"""What only a bucket can show. Left out where there is no S3 server: `make test-services` starts one."""

import os
import signal
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import s3
from buckets import client

collect_ignore_glob = [] if os.environ.get("S3_SERVER") else ["test_*.py"]


class RawBucket:
    """A bucket as its server has it, asked past the code that is tested."""

    def __init__(self, storage_variable: str) -> None:
        parts = urlsplit(storage_variable)
        self.host, self.name = parts.netloc.rpartition("@")[2], parts.path[1:]
        self.client = client(self.host)

    def content(self) -> list[str]:
        return [found["Key"] for found in self.client.list_objects_v2(Bucket=self.name).get("Contents", [])]

    def headers(self, key: str) -> dict[str, Any]:
        return self.client.head_object(Bucket=self.name, Key=key)  # type: ignore[no-any-return]

    def address(self, key: str) -> str:
        return f"http://{self.host}/{self.name}/{key}"


@pytest.fixture
def bucket(storage_variable: str) -> RawBucket:
    return RawBucket(storage_variable)


@pytest.fixture
def own_server() -> Iterator[s3.Server]:
    """A server for one test, which may stop it."""
    with s3.server() as running:
        yield running


@pytest.fixture
def silent(own_server: s3.Server) -> Iterator[Callable[[], None]]:
    """Let the server take questions and answer none of them, from when this is called."""

    def stop() -> None:
        own_server.process.send_signal(signal.SIGSTOP)
        # On a busy machine it may answer once more before all of it stands still.
        os.waitpid(own_server.process.pid, os.WUNTRACED)

    yield stop
    own_server.process.send_signal(signal.SIGCONT)


@pytest.fixture(autouse=True)
def unasked(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Until when this process asks nothing of a server that did not answer; of no test before this one."""
    from newsroom.object_storage import Bucket

    monkeypatch.setattr(Bucket, "silent", {})
    return Bucket.silent
