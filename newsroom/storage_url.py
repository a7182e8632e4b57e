"""Where pictures are kept: in folders, or in the bucket that STORAGE_URL names."""

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ImproperlyConfigured

from newsroom import environment, public_files

HOST = r"([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(:[0-9]{1,5})?"
BUCKET = r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"
# What may stand after the question mark, and how it is written.
WORDS = {
    "region": r"[a-z0-9-]+",
    "prefix": r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*/?",
    "tls": "|".join(environment.TRUE_WORDS + environment.FALSE_WORDS),
    # It goes into a header, the Content-Security-Policy, and before the path of every picture.
    "public": rf"https://{HOST}(/[A-Za-z0-9._~-]+)*/?",
    "originals": BUCKET,
}
Storages = dict[str, dict[str, Any]]


def storages(name: str, *, folder: Path, address: str) -> Storages:
    """Return Django's description of the storages "default" (public pictures) and "originals" (nobody's to read).

    Variable `name` is s3://KEY:SECRET@host:port/bucket?region=…&prefix=…&tls=no; without KEY:SECRET@ they come from
    where boto3 looks for them. Unset means files in `folder`. Readers get pictures from `address`, which is ours,
    unless &public=https://… says where strangers read the bucket itself: then &originals=… names another, closed one.
    """
    value = environment.text(name)
    if not value:
        return _folders(folder, address)
    parts = environment.split_url(name, value)
    bucket, words = parts.path.removeprefix("/"), _words(name, parts.query)
    words.setdefault("originals", bucket)
    host = parts.netloc.rpartition("@")[2]
    halved = bool(parts.username) != bool(parts.password)
    understood = parts.scheme == "s3" and re.fullmatch(HOST, host) and re.fullmatch(BUCKET, bucket)
    if not understood or halved or parts.fragment:
        raise ImproperlyConfigured(
            f"{name} is not understood: write s3://KEY:SECRET@host:port/bucket, the signs of KEY and SECRET "
            "percent-encoded"
        )
    if "public" in words and words["originals"] == bucket:
        raise ImproperlyConfigured(
            f"{name} names a bucket that strangers read (public=): name another one for what was uploaded (originals=)"
        )
    if not (find_spec("storages") and find_spec("boto3")):
        raise ImproperlyConfigured(
            f"{name} is set, and django-storages[s3] is not installed: install requirements/production.txt"
        )
    server = {
        "endpoint_url": f"{'http' if words.get('tls') in environment.FALSE_WORDS else 'https'}://{host}",
        "region_name": words.get("region", "us-east-1"),
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
    }
    return _buckets(server, bucket, words, address)


def _folders(folder: Path, address: str) -> Storages:
    backend = "django.core.files.storage.FileSystemStorage"
    return {
        "default": {"BACKEND": backend, "OPTIONS": {"location": folder / "media", "base_url": address}},
        # What was uploaded, with all its metadata: no address leads here.
        "originals": {"BACKEND": backend, "OPTIONS": {"location": folder / "originals", "base_url": None}},
    }


def _buckets(server: dict[str, Any], bucket: str, words: dict[str, str], address: str) -> Storages:
    backend = "newsroom.object_storage.Bucket"
    prefix = words.get("prefix", "").strip("/")
    pictures = {
        "bucket_name": bucket,
        "location": prefix,
        "base_url": f"{words['public'].rstrip('/')}/" if "public" in words else address,
        "object_parameters": {"CacheControl": public_files.FOR_EVER},
    }
    originals = {
        "bucket_name": words["originals"],
        "location": f"{prefix}/originals".lstrip("/"),
        "base_url": None,
        "object_parameters": {"CacheControl": "private, no-store", "ContentType": "application/octet-stream"},
    }
    return {
        "default": {"BACKEND": backend, "OPTIONS": server | pictures},
        "originals": {"BACKEND": backend, "OPTIONS": server | originals},
    }


def _words(name: str, query: str) -> dict[str, str]:
    """Return what stands after the question mark; a word that is not known, or not written so, stops the start."""
    words = {}
    for part in query.split("&") if query else []:
        word, _equals, value = part.partition("=")
        value = unquote(value)
        if word not in WORDS:
            raise ImproperlyConfigured(f"{name} says {word!r} after its question mark: known are {', '.join(WORDS)}")
        if not re.fullmatch(WORDS[word], value):
            raise ImproperlyConfigured(f"{name} says {word}={value!r}: that is not how {word} is written")
        words[word] = value
    return words
