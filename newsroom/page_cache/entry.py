"""What is kept of a page, and which answer a request gets from it."""

import gzip
import hashlib
import time
from functools import lru_cache
from typing import Any

from newsroom.page_cache.watch import Reading

Headers = list[tuple[str, str]]
# Made anew for each of the two forms.
OF_THE_FORM = ("content-length", "content-encoding", "etag", "vary")
# What a 304 repeats (RFC 9110, 15.4.5).
OF_A_304 = ("cache-control", "content-location", "expires")
# What an entry has beside its bytes: headers and the places that name it, and each tag. A test weighs them.
OVERHEAD, OF_A_TAG = 4 * 1024, 160


class Form:
    """A page in one encoding: its headers, and its bytes where they are kept."""

    def __init__(self, body: bytes, headers: Headers, encoding: str = "") -> None:
        self.body: bytes | None = body if encoding else None
        # Of the bytes that are sent, so that it is a strong one.
        self.etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        own = [("ETag", self.etag), ("Vary", "Accept-Encoding")]
        self.headers_of_304 = own + [header for header in headers if header[0].lower() in OF_A_304]
        own += [("Content-Length", str(len(body)))] + ([("Content-Encoding", encoding)] if encoding else [])
        self.headers = own + [header for header in headers if header[0].lower() not in OF_THE_FORM]


class Entry:
    """Kept compressed, which is a sixth; the plain bytes beside it once somebody has asked for them."""

    def __init__(self, key: str, body: bytes, headers: Headers, versions: list[tuple[str, int]], until: float) -> None:
        self.key = key
        # Compressing lets nobody guess what else is in the page (BREACH): nothing in it is secret, it is everybody's.
        self._bytes = gzip.compress(body, 6, mtime=0)
        self.packed, self.plain = Form(self._bytes, headers, "gzip"), Form(body, headers)
        self.weight = len(self._bytes) + OVERHEAD + OF_A_TAG * len(versions)
        self._versions = versions
        self._until = until
        self._found_fresh_by: Reading | None = None

    def is_fresh(self, reading: Reading) -> bool:
        """Say whether nothing it shows has changed since it was made, as far as `reading` knows."""
        if self._found_fresh_by is not reading:
            if any(reading.versions.get(tag, 0) != version for tag, version in self._versions):
                return False
            self._found_fresh_by = reading
        return time.time() < self._until

    def unpacked(self) -> bytes:
        return gzip.decompress(self._bytes)

    def form(self, environ: dict[str, Any]) -> Form:
        return self.packed if accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else self.plain


@lru_cache(maxsize=256)
def accepts_gzip(header: str) -> bool:
    """Say whether an Accept-Encoding takes gzip: named, or meant by *, and not with a weight of 0."""
    weights = {}
    for part in header.lower().split(","):
        coding, _semicolon, weight = part.partition(";")
        weights[coding.strip()] = weight.replace(" ", "").rstrip("0.") != "q="
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", False)))


def matches(asked: str, etag: str) -> bool:
    """Say whether an If-None-Match means `etag`; compared weakly, as RFC 9110, 13.1.2 wants it."""
    return asked == etag or asked.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in asked.split(","))
