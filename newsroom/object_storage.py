"""Pictures in a bucket: S3 and what speaks its language, by django-storages.

As on a disk, for whoever stores a picture: a file is there whole or not at all, and what goes wrong is an OSError. One
question an act, and none that waits for ever. No object gets an ACL: whether strangers may read a bucket is for the
bucket's own policy to say.
"""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from typing import IO, Any, ClassVar
from urllib.parse import urljoin

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from newsroom import public_files

# A server that takes the question and says nothing costs two times five seconds, one that is not there two times two.
PATIENCE = Config(
    connect_timeout=2,
    read_timeout=5,
    retries={"mode": "standard", "total_max_attempts": 2},
    # Not every server of this kind knows host names for buckets, or the checksums that came later.
    s3={"addressing_style": "path"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
LONGEST_WAIT = 12
# So long nobody asks a server again that has not answered: otherwise every process would soon do nothing but wait.
PAUSE = 5
# What is larger, an original, is read by way of the disk.
MOST_IN_MEMORY = 1024 * 1024


class Bucket(S3Storage):
    """A folder of a bucket. `base_url` is where readers find what is in it, None where nobody may."""

    # Server -> until when nobody of this process asks it, because it did not answer.
    silent: ClassVar[dict[str, float]] = {}

    def __init__(self, *, base_url: str | None, **options: Any) -> None:
        super().__init__(client_config=PATIENCE, **options)
        self.base_url = base_url

    def url(self, name: str, *arguments: Any, **options: Any) -> str:
        if self.base_url is None:
            raise ValueError("This file is not accessible via a URL.")
        return urljoin(self.base_url, filepath_to_uri(name))

    def exists(self, name: str) -> bool:
        """Say whether there is such a file; of the empty name, whether the bucket answers, which it has to."""
        try:
            with self._asking(name) as client:
                if name:
                    client.head_object(Bucket=self.bucket_name, Key=self._key(name))
                else:
                    client.head_bucket(Bucket=self.bucket_name)
        except FileNotFoundError:
            if not name:
                raise
            return False
        return True

    def size(self, name: str) -> int:
        with self._asking(name) as client:
            return client.head_object(Bucket=self.bucket_name, Key=self._key(name))["ContentLength"]

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with self._asking(path):
            return super().listdir(path)

    def delete(self, name: str) -> None:
        with self._asking(name) as client:
            client.delete_object(Bucket=self.bucket_name, Key=self._key(name))

    def get_object_parameters(self, name: str) -> dict[str, str]:
        """Return the headers a file is stored with; its type is never what the browser that sent it said."""
        return {"ContentType": public_files.content_type(name)} | self.object_parameters

    def fetched(self, name: str) -> IO[bytes]:
        """Return the content of a file, read to its end."""
        content = tempfile.SpooledTemporaryFile(MOST_IN_MEMORY)  # noqa: SIM115 (closed by who asked)
        with self._asking(name) as client:
            answer = client.get_object(Bucket=self.bucket_name, Key=self._key(name))
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
        with self._asking(name) as client:
            client.put_object(
                Bucket=self.bucket_name, Key=self._key(name), Body=content.read(), **self.get_object_parameters(name)
            )
        return name

    @contextlib.contextmanager
    def _asking(self, name: str) -> Iterator[Any]:
        """Give the client for one question, whose failures are those of a disk."""
        now, until = time.monotonic(), self.silent.get(self.endpoint_url)
        if until and now < until:
            raise OSError(f"the bucket did not answer a moment ago: {name!r} is not asked for")
        if until:
            # One asks again, and the others wait for what comes of it.
            self.silent[self.endpoint_url] = now + LONGEST_WAIT
        try:
            yield self.connection.meta.client
        except BotoCoreError as error:
            self.silent[self.endpoint_url] = time.monotonic() + PAUSE
            raise OSError(f"the bucket does not answer for {name!r}: {error}") from error
        except ClientError as error:
            self.silent.pop(self.endpoint_url, None)
            # The answer to HEAD has no body that would name the reason.
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                raise FileNotFoundError(f"not in the bucket: {name!r}") from error
            raise OSError(f"the bucket refuses {name!r}: {error}") from error
        self.silent.pop(self.endpoint_url, None)

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
