import logging
import re

from django.core.files import File
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from newsroom import content_security, public_files

log = logging.getLogger(__name__)

# The names that pictures and share cards get; nothing else of the storage has an address.
NAME = re.compile(
    r"renditions/(?P<folder>[0-9a-f]{2})/(?P<key>(?P=folder)[0-9a-f]{30})/"
    r"(?P<file>card\.jpg|(?:whole|share|[0-9]{1,2}x[0-9]{1,2})-[0-9]{1,5}\.(?:avif|webp|jpg))"
)
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})\Z")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    """Serve a public rendition. Its name is never given to another, so that it may be kept for ever.

    One byte range is answered (RFC 9110, 14); several, or one that is not understood, get the whole file.
    """
    name = NAME.fullmatch(path)
    if not name:
        return _not_found()
    headers = {
        "ETag": f'"{name["key"]}-{name["file"]}"',
        "Cache-Control": public_files.FOR_EVER,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": content_security.FILE_POLICY,
        "Accept-Ranges": "bytes",
    }
    known = [tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))]
    try:
        if headers["ETag"] in known or "*" in known:
            there = default_storage.exists(path)
            return HttpResponseNotModified(headers=headers) if there else _not_found()
        return _whole_or_part(default_storage.open(path), request.headers.get("Range", ""), path, headers)
    except FileNotFoundError:
        return _not_found()
    except OSError:
        log.exception("the storage does not give %s", path)
        return _plain("Try again in a few seconds", 503, {"Cache-Control": "no-store", "Retry-After": "5"})


def _whole_or_part(file: File, asked: str, path: str, headers: dict[str, str]) -> HttpResponse | FileResponse:
    # Asked of the open file: a storage far away is gone to once.
    size, content_type = file.size, public_files.content_type(path)
    span = RANGE.match(asked)
    if not span or not any(span.groups()):
        return FileResponse(file, content_type=content_type, headers={**headers, "Content-Length": str(size)})
    first, last = span.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    with file:
        if start > end:
            return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
        file.seek(start)
        part = file.read(end - start + 1)
    headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return HttpResponse(part, status=206, content_type=content_type, headers=headers)


def _not_found() -> HttpResponse:
    # For a moment only: it may be there soon, and many may ask for what was taken away.
    return _plain("Not found", 404, {"Cache-Control": "public, max-age=5"})


def _plain(text: str, status: int, headers: dict[str, str]) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)
