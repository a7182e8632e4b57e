"""Pictures in a bucket: S3 and what speaks its language, by django-storages.

As on a disk, for whoever stores a picture: a file is there whole or not at all, and what goes wrong is an OSError. One
round trip an act, and none that never ends. No object gets an ACL: whether strangers may read a bucket is for the
bucket's own policy to say.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import urljoin

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from newsroom import public_files

# A server that takes the connection and then says nothing costs a request 2 × 5 seconds, and one that is away 2 × 2.
PATIENCE = Config(
    connect_timeout=2,
    read_timeout=5,
    retries={"mode": "standard", "total_max_attempts": 2},
    # Not every server of this kind knows host names for buckets, or the checksums that came later.
    s3={"addressing_style": "path"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
# What is larger, an original, is read by way of the disk.
MOST_IN_MEMORY = 1024 * 1024


class Bucket(S3Storage):
    """A folder of a bucket. `base_url` is where readers find what is in it, None where nobody may."""

    def __init__(self, *, base_url: str | None, **options: Any) -> None:
        super().__init__(client_config=PATIENCE, **options)
        self.base_url = base_url

    def url(self, name: str, *arguments: Any, **options: Any) -> str:
        if self.base_url is None:
            raise ValueError("This file is not accessible via a URL.")
        return urljoin(self.base_url, filepath_to_uri(name))

    def exists(self, name: str) -> bool:
        """Say whether there is such a file; of the empty name, whether the bucket answers, which it has to."""
        with failing_as_a_disk_does(name):
            if name:
                return super().exists(name)
            self._client.head_bucket(Bucket=self.bucket_name)
        return True

    def size(self, name: str) -> int:
        with failing_as_a_disk_does(name):
            return super().size(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with failing_as_a_disk_does(path):
            return super().listdir(path)

    def delete(self, name: str) -> None:
        with failing_as_a_disk_does(name):
            self._client.delete_object(Bucket=self.bucket_name, Key=self._key(name))

    def get_object_parameters(self, name: str) -> dict[str, str]:
        """Return the headers a file is stored with; its type is never what the browser that sent it said."""
        return {"ContentType": public_files.content_type(name)} | super().get_object_parameters(name)

    def fetched(self, name: str) -> IO[bytes]:
        """Return the content of a file, read to its end."""
        content = tempfile.SpooledTemporaryFile(MOST_IN_MEMORY)  # noqa: SIM115 (closed by who asked)
        with failing_as_a_disk_does(name):
            answer = self._client.get_object(Bucket=self.bucket_name, Key=self._key(name))
            with contextlib.closing(answer["Body"]) as body:
                shutil.copyfileobj(body, content)
        content.seek(0)
        return content

    def _open(self, name: str, mode: str = "rb") -> File:
        if mode != "rb":
            raise ValueError("A file in a bucket is stored whole: use save().")
        return FetchedFile(self, name)

    def _save(self, name: str, content: File) -> str:
        content.seek(0)
        # In one request, which a bucket takes whole or not at all: nothing is left of an upload that broke off.
        with failing_as_a_disk_does(name):
            self._client.put_object(
                Bucket=self.bucket_name, Key=self._key(name), Body=content.read(), **self.get_object_parameters(name)
            )
        return name

    @property
    def _client(self) -> Any:
        return self.connection.meta.client

    def _key(self, name: str) -> str:
        return self._normalize_name(clean_name(name))


class FetchedFile(File):
    """A file read out of a bucket. As one on a disk, it can be opened again after it was closed."""

    def __init__(self, bucket: Bucket, name: str) -> None:
        super().__init__(bucket.fetched(name), name)
        self.bucket = bucket

    def open(self, mode: str | None = None, *arguments: Any, **options: Any) -> "FetchedFile":
        if self.closed:
            self.file = self.bucket.fetched(self.name or "")
        self.seek(0)
        return self


@contextlib.contextmanager
def failing_as_a_disk_does(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        # The answer to HEAD has no body that would name the reason.
        if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
            raise FileNotFoundError(f"not in the bucket: {name!r}") from error
        raise OSError(f"the bucket refuses {name!r}: {error}") from error
    except BotoCoreError as error:
        raise OSError(f"the bucket does not answer for {name!r}: {error}") from error
