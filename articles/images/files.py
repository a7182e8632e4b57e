"""Where the files of pictures are stored, and how none stays that nothing names."""

import contextlib
import logging
from collections.abc import Iterable, Iterator
from contextvars import ContextVar

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.db import DatabaseError

log = logging.getLogger(__name__)

FOLDER = "renditions"

# What has been stored in the blocks of `all_or_nothing` that are open.
_stored: ContextVar[list[tuple[Storage, str]] | None] = ContextVar("stored", default=None)


def path(key: str, name: str) -> str:
    """Return where the public file `name` of a picture is stored; `key` is random, so that nobody guesses it."""
    return f"{FOLDER}/{key[:2]}/{key}/{name}"


def address(key: str, name: str) -> str:
    """Return where readers get the public file `name` of a picture; of "", the folder of all of its files."""
    return settings.MEDIA_URL + path(key, name)


def store(key: str, name: str, content: bytes) -> None:
    """Store a public file; made once more, it takes the place of the one before, which says the same."""
    where = path(key, name)
    note(default_storage, where)
    saved = default_storage.save(where, ContentFile(content))
    if saved != where:
        # A run that was killed has left one.
        default_storage.delete(saved)
        default_storage.delete(where)
        default_storage.save(where, ContentFile(content))


def note(storage: Storage, name: str) -> None:
    """Have the file taken away again where the block of `all_or_nothing` around this fails."""
    stored = _stored.get()
    if stored is not None:
        stored.append((storage, name))


@contextlib.contextmanager
def all_or_nothing() -> Iterator[None]:
    """Take away what was stored inside where the block fails: a full disk, a refusal, a transaction rolled back.

    What cannot be removed either, because the storage is away, is left to `run_due`: put the outermost block around
    the transaction.
    """
    outer = _stored.get()
    token = _stored.set([])
    try:
        yield
    except BaseException:
        left = [(storage, name) for storage, name in _stored.get() or () if not _remove(storage, name)]
        if outer is not None:
            outer.extend(left)
        elif left:
            _discard(name for _storage, name in left)
        raise
    else:
        if outer is not None:
            outer.extend(_stored.get() or ())
    finally:
        _stored.reset(token)


def remove(key: str, names: Iterable[str]) -> None:
    """Take public files away; one that is not there is no error. Raises what the storage raises."""
    for name in names:
        default_storage.delete(path(key, name))


def _remove(storage: Storage, name: str) -> bool:
    try:
        storage.delete(name)
    except Exception:
        # The failure that brought us here is the one to be told of.
        log.exception("a file that nothing names could not be removed: %s", name)
        return False
    return True


def _discard(paths: Iterable[str]) -> None:
    from articles.models import DiscardedPicture  # noqa: PLC0415 (the models import this module)

    try:
        DiscardedPicture.objects.discard_paths(paths)
    except DatabaseError:
        log.exception("files that nothing names could not be noted")
